package com.irisx.webhooks.streams.route;

import com.irisx.webhooks.filter.DataReader;
import com.irisx.webhooks.filter.DataValue;
import com.irisx.webhooks.filter.Filter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * An event's data as filters see them: parsed for the first filter, at most once, and not at all
 * for an event that meets none.
 */
final class FilteredData {

  private final JsonSlice slice;
  private @Nullable DataValue value;
  private @Nullable UndecidedFilterException unreadable;

  FilteredData(JsonSlice slice) {
    this.slice = slice;
  }

  /**
   * Whether they pass.
   *
   * @throws UndecidedFilterException if they cannot be read
   */
  boolean pass(Filter filter) throws UndecidedFilterException {
    return filter.matches(value());
  }

  private DataValue value() throws UndecidedFilterException {
    if (unreadable != null) {
      throw unreadable;
    }
    DataValue read = value;
    if (read == null) {
      read = read();
      value = read;
    }
    return read;
  }

  private DataValue read() throws UndecidedFilterException {
    try {
      return DataReader.read(slice.source(), slice.from(), slice.length());
    } catch (JacksonException e) {
      // Such as text that is no UTF-8: it is passed through where nobody has to read it.
      unreadable = new UndecidedFilterException("'data' cannot be read: " + e.getOriginalMessage());
      throw unreadable;
    }
  }
}
