package com.irisx.webhooks.streams.schedule;

import java.util.UUID;

/**
 * A task that was handed to the dispatcher and whose result has not come back.
 *
 * @param deadline when the result is overdue, milliseconds since the epoch
 */
record HandOut(UUID deliveryId, int run, int attempt, long deadline) {}
