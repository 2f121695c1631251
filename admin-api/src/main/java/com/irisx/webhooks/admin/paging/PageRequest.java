package com.irisx.webhooks.admin.paging;

import com.irisx.webhooks.admin.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is wanted.
 *
 * @param limit how many rows, at most {@value #MAX_LIMIT}
 * @param after behind which row; null for the first page
 */
public record PageRequest(int limit, @Nullable Cursor after) {

  public static final int DEFAULT_LIMIT = 50;
  public static final int MAX_LIMIT = 200;

  /**
   * The page that the query parameters {@code limit} and {@code cursor} ask for.
   *
   * @throws ProblemException with status 400 that names the parameter at fault
   */
  public static PageRequest of(@Nullable Integer limit, @Nullable String cursor) {
    int rows = limit == null ? DEFAULT_LIMIT : limit;
    if (rows < 1 || rows > MAX_LIMIT) {
      throw ProblemException.invalid("limit", "must be from 1 to " + MAX_LIMIT);
    }
    return new PageRequest(rows, Cursor.decode(cursor));
  }
}
