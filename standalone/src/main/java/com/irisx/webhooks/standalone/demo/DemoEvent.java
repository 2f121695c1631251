package com.irisx.webhooks.standalone.demo;

/**
 * One event as a producer sends it.
 *
 * @param key all events of one call or message share it
 * @param json the native envelope
 */
record DemoEvent(String topic, String key, String id, String type, String json) {}
