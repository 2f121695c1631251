/**
 * streams-app: ROUTE joins events with webhooks, SCHEDULE decides what goes when, DISPATCH sends
 * it. {@link com.irisx.webhooks.streams.StreamsApp} puts the parts together.
 */
@NullMarked
package com.irisx.webhooks.streams;

import org.jspecify.annotations.NullMarked;
