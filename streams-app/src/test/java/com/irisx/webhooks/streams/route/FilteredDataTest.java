package com.irisx.webhooks.streams.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.irisx.webhooks.filter.Filter;
import com.irisx.webhooks.filter.FilterText;
import com.irisx.webhooks.streams.subscription.Subscriber;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An event is parsed further for filters only, and once. */
class FilteredDataTest {

  private static Filter filter(String json) throws Exception {
    return Filter.parse(new FilterText(json));
  }

  private static JsonSlice slice(String data) {
    byte[] source = ("{\"data\":" + data + "}").getBytes(UTF_8);
    return new JsonSlice(source, 8, source.length - 1);
  }

  @Test
  void theDataAreReadForTheFirstFilterAndNotAgain() throws Exception {
    JsonSlice slice = slice("{\"from\":\"+1\"}");
    FilteredData data = new FilteredData(slice);

    assertThat(data.pass(filter("{\"from\":[\"+1\"]}"))).isTrue();
    Arrays.fill(slice.source(), (byte) 0);
    assertThat(data.pass(filter("{\"from\":[\"+2\"]}"))).isFalse();
    assertThat(data.pass(filter("{\"from\":[\"+1\"]}"))).isTrue();
  }

  @Test
  void whatCannotBeReadIsNotTriedAgain() throws Exception {
    JsonSlice slice = slice("{\"from\":\u0001}");
    FilteredData data = new FilteredData(slice);
    Filter any = filter("{\"from\":[{\"exists\":true}]}");

    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(UndecidedFilterException.class)
          .isThrownBy(() -> data.pass(any))
          .withMessageStartingWith("'data' cannot be read: ");
      System.arraycopy(slice("{\"from\":1}").source(), 0, slice.source(), 0, slice.source().length);
    }
  }

  @Test
  void whereThereIsNoFilterNothingIsRead() {
    UUID webhook = UUID.randomUUID();
    Recipients recipients =
        Recipients.of(List.of(new Subscriber(webhook, null, null)), slice("garbage"));

    assertThat(recipients.webhooks()).containsExactly(webhook);
    assertThat(recipients.filteredOut()).isZero();
    assertThat(recipients.undecided()).isNull();
  }
}
