/** Settings, and how Spring is told about them. */
@NullMarked
package com.irisx.webhooks.admin.config;

import org.jspecify.annotations.NullMarked;
