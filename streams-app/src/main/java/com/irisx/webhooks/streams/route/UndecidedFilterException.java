package com.irisx.webhooks.streams.route;

/** Whether an event passes a filter cannot be told. Carries no stack trace: it is an answer. */
final class UndecidedFilterException extends Exception {

  /**
   * @param detail one sentence for a person
   */
  UndecidedFilterException(String detail) {
    super(detail, null, false, false);
  }
}
