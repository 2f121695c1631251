package com.irisx.webhooks.streams.route;

/**
 * A domain event that was understood.
 *
 * @param identity what makes two records the same event: the id, or, for CloudEvents, source and id
 * @param occurredAt as the producer spelled it, RFC 3339
 * @param data where the producer's data stand, untouched
 */
record DomainEvent(
    String identity, String id, String tenantId, String type, String occurredAt, JsonSlice data) {}
