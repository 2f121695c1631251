package com.irisx.webhooks.schema;

import java.util.Locale;

/** Why a record went to the rejected-events topic. */
public enum RejectionReason {
  /** The record has no value. */
  EMPTY,
  /** The value is longer than an event may be. */
  TOO_LARGE,
  /** The value is not one JSON object in UTF-8. */
  INVALID_JSON,
  /** A required member or attribute is missing or empty; the detail names it. */
  MISSING_FIELD,
  /** A member or attribute has a wrong type or a value out of bounds; the detail names it. */
  INVALID_FIELD,
  /** The record says it is a CloudEvent, but is none of version 1.0. */
  INVALID_CLOUDEVENT,
  /** Whether it passes a webhook's filter could not be decided; the other webhooks got it. */
  FILTER_UNDECIDED,
  /** A record on one of our own topics that we did not write or can no longer read. */
  MALFORMED_RECORD;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The value of {@link RejectionHeaders#REASON}. */
  public String label() {
    return label;
  }
}
