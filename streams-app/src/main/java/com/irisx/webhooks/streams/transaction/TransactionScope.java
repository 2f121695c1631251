package com.irisx.webhooks.streams.transaction;

import java.time.Duration;

/**
 * Whose transactions are watched.
 *
 * @param idPrefix of the transactional ids
 * @param topicPrefix of the topics that are written in these transactions
 * @param timeout {@code transaction.timeout.ms} of the producers
 */
public record TransactionScope(String idPrefix, String topicPrefix, Duration timeout) {}
