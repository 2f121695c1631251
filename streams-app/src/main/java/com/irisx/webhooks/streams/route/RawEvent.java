package com.irisx.webhooks.streams.route;

import org.apache.kafka.common.header.Headers;

/**
 * A record of a domain event topic as it came.
 *
 * @param timestamp milliseconds since the epoch
 */
record RawEvent(
    String topic, int partition, long offset, long timestamp, Headers headers, byte[] value) {}
