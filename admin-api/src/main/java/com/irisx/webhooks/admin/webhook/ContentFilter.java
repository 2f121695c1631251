package com.irisx.webhooks.admin.webhook;

import com.irisx.webhooks.admin.problem.FieldErrors;
import com.irisx.webhooks.filter.Filter;
import com.irisx.webhooks.filter.FilterText;
import com.irisx.webhooks.filter.InvalidFilterException;
import org.jspecify.annotations.Nullable;

/** Which events of the types subscribed to a tenant wants; null for all. */
final class ContentFilter {

  private ContentFilter() {}

  /** Kept as it was given, once it is understood; one that names nothing is none. */
  static @Nullable FilterText checked(FieldErrors errors, @Nullable FilterText filter) {
    if (filter == null) {
      return null;
    }
    try {
      return Filter.parse(filter).isEmpty() ? null : filter;
    } catch (InvalidFilterException e) {
      e.problems()
          .forEach(
              problem ->
                  errors.reject(
                      problem.path().isEmpty() ? "filter" : "filter." + problem.path(),
                      problem.detail()));
      return null;
    }
  }
}
