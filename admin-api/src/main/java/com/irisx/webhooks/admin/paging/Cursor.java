package com.irisx.webhooks.admin.paging;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.irisx.webhooks.admin.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended: the next one begins behind this row, however many rows came before it since.
 * Lists are ordered by time and, among equals, by id, newest first.
 *
 * @param at the last row's time, as exact as the database keeps it (microseconds)
 * @param id the last row's id
 */
public record Cursor(Instant at, UUID id) {

  /** The cursor as callers carry it; they are not meant to look inside. */
  public String encode() {
    String text = at.getEpochSecond() + "." + at.getNano() + "." + id;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(US_ASCII));
  }

  /**
   * The cursor in a request, or null if there is none.
   *
   * @throws ProblemException with status 400 if it is none of ours
   */
  public static @Nullable Cursor decode(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      String[] parts = new String(Base64.getUrlDecoder().decode(text), US_ASCII).split("\\.", 3);
      long seconds = Long.parseLong(parts[0]);
      if (parts.length == 3 && Times.isStorable(Instant.ofEpochSecond(seconds))) {
        return new Cursor(
            Instant.ofEpochSecond(seconds, Integer.parseInt(parts[1])), UUID.fromString(parts[2]));
      }
    } catch (IllegalArgumentException | DateTimeException e) {
      // The same answer for everything that is none of ours.
    }
    throw ProblemException.invalid("cursor", "is none that this list gave out");
  }
}
