package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.admin.paging.Times;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rows turned into one array for each column, for {@code unnest}: one statement and one plan for a
 * batch of any size. UUIDs and times travel as text; the statement casts them.
 */
final class Columns<R> {

  private final List<R> rows;

  Columns(Collection<R> rows) {
    this.rows = List.copyOf(rows);
  }

  static String[] uuids(Collection<UUID> ids) {
    return ids.stream().map(UUID::toString).toArray(String[]::new);
  }

  String[] uuids(Function<R, UUID> column) {
    return rows.stream().map(row -> column.apply(row).toString()).toArray(String[]::new);
  }

  String[] times(Function<R, @Nullable Instant> column) {
    return rows.stream()
        .map(row -> Times.column(column.apply(row)))
        .map(time -> time == null ? null : time.toString())
        .toArray(String[]::new);
  }

  String[] texts(Function<R, @Nullable String> column) {
    return rows.stream().map(row -> StorableText.of(column.apply(row))).toArray(String[]::new);
  }

  Integer[] numbers(ToIntFunction<R> column) {
    return rows.stream().map(column::applyAsInt).toArray(Integer[]::new);
  }

  Integer[] optionalNumbers(Function<R, @Nullable Integer> column) {
    return rows.stream().map(column).toArray(Integer[]::new);
  }

  Long[] longs(ToLongFunction<R> column) {
    return rows.stream().map(column::applyAsLong).toArray(Long[]::new);
  }

  Long[] optionalLongs(Function<R, @Nullable Long> column) {
    return rows.stream().map(column).toArray(Long[]::new);
  }

  byte[][] bytes(Function<R, byte[]> column) {
    return rows.stream().map(column).toArray(byte[][]::new);
  }
}
