/**
 * Pure policy: what becomes of a delivery, when it may go, how often. No state, no I/O, no clock of
 * its own.
 */
@NullMarked
package com.irisx.webhooks.streams.delivery;

import org.jspecify.annotations.NullMarked;
