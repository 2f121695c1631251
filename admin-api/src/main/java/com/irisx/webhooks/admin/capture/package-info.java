/** From the {@code webhooks} table to the subscriptions topic, through the database's log. */
@NullMarked
package com.irisx.webhooks.admin.capture;

import org.jspecify.annotations.NullMarked;
