package com.irisx.webhooks.streams.schedule;

/** All that the scheduler stores. */
record Stores(SeenStore seen, WebhookStore webhooks, ParkedStore parked, EarlyResultStore early) {}
