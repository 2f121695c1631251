/**
 * ROUTE: one delivery per event and matching webhook. See {@link
 * com.irisx.webhooks.streams.route.RouteTopology}.
 */
@NullMarked
package com.irisx.webhooks.streams.route;

import org.jspecify.annotations.NullMarked;
