package com.irisx.webhooks.admin.paging;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param data its rows
 * @param nextCursor what to ask with for the next page; null if this is the last
 */
public record Page<T>(List<T> data, @Nullable String nextCursor) {

  public Page {
    data = List.copyOf(data);
  }

  /** The page that {@code rows} make, which were read with one more than {@code limit} allows. */
  public static <T> Page<T> of(List<T> rows, int limit, Function<T, Cursor> position) {
    if (rows.size() <= limit) {
      return new Page<>(rows, null);
    }
    List<T> data = rows.subList(0, limit);
    return new Page<>(data, position.apply(data.get(limit - 1)).encode());
  }

  /** The same page of something else. */
  public <R> Page<R> map(Function<T, R> row) {
    return new Page<>(data.stream().map(row).toList(), nextCursor);
  }
}
