package com.irisx.webhooks.standalone.demo;

/**
 * One verified request at the demo's receiver and how it was answered.
 *
 * @param webhook the name of the webhook
 * @param attempt from 1
 */
record Receipt(String webhook, String eventType, String eventId, int attempt, int status) {

  private static final int FAILURES_BEGIN = 300;

  boolean accepted() {
    return status < FAILURES_BEGIN;
  }
}
