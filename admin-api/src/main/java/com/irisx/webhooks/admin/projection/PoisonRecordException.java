package com.irisx.webhooks.admin.projection;

/** A record that can never be projected; the message says why and names the member at fault. */
final class PoisonRecordException extends Exception {
  PoisonRecordException(String detail) {
    super(detail);
  }
}
