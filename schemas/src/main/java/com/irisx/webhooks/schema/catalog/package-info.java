/**
 * The event types that tenants can subscribe to, how they are named, and the patterns that choose
 * among them.
 */
@NullMarked
package com.irisx.webhooks.schema.catalog;

import org.jspecify.annotations.NullMarked;
