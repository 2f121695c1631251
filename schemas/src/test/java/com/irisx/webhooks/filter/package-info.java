@NullMarked
package com.irisx.webhooks.filter;

import org.jspecify.annotations.NullMarked;
