/** The admin API. */
@NullMarked
package com.irisx.webhooks.admin;

import org.jspecify.annotations.NullMarked;
