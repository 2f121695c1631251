/** ROUTE, SCHEDULE and DISPATCH. */
@NullMarked
package com.irisx.webhooks.streams;

import org.jspecify.annotations.NullMarked;
