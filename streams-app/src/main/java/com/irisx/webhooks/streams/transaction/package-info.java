/**
 * Transactions that somebody else waits for and nobody will end: of an instance that is gone, and
 * those that the brokers have lost sight of. See ADR 17.
 */
@NullMarked
package com.irisx.webhooks.streams.transaction;

import org.jspecify.annotations.NullMarked;
