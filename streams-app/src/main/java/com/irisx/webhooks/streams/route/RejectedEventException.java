package com.irisx.webhooks.streams.route;

import com.irisx.webhooks.schema.RejectionReason;

/**
 * A record that cannot be understood. Carries no stack trace: it is an answer, not a fault of ours.
 */
final class RejectedEventException extends Exception {

  private final RejectionReason reason;

  /**
   * @param detail one sentence for a person that names the member at fault
   */
  RejectedEventException(RejectionReason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  RejectionReason reason() {
    return reason;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
