/**
 * Proves invariants 1 to 3 with real processes: a broker, a database, admin-api, two instances of
 * streams-app, a receiver and a producer, each killed, stopped, paused and started again under
 * load, and an account of what became of every event.
 */
@NullMarked
package com.irisx.webhooks.faults;

import org.jspecify.annotations.NullMarked;
