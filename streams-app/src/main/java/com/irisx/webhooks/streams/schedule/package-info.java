/**
 * SCHEDULE decides: all state and all policy of deliveries, no I/O. See {@link
 * com.irisx.webhooks.streams.schedule.ScheduleTopology}.
 */
@NullMarked
package com.irisx.webhooks.streams.schedule;

import org.jspecify.annotations.NullMarked;
