package com.irisx.webhooks.streams.transaction;

import org.apache.kafka.common.TopicPartition;

/**
 * An open transaction as a partition sees it.
 *
 * @param startOffset of its first record: nobody who reads committed records gets past it
 */
record HangingTransaction(
    TopicPartition partition,
    long producerId,
    short producerEpoch,
    int coordinatorEpoch,
    long startOffset) {}
