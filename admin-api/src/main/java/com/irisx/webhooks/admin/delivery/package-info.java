/** What became of deliveries, read from the tables that {@code projection} fills. */
@NullMarked
package com.irisx.webhooks.admin.delivery;

import org.jspecify.annotations.NullMarked;
