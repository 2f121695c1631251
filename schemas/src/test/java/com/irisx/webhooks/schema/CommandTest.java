package com.irisx.webhooks.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandTest {

  private static final byte[] BODY = "{}".getBytes(UTF_8);

  static List<Command> commands() {
    return List.of(
        new Command.Retry(Records.DELIVERY, BODY),
        new Command.Test(Records.DELIVERY, BODY),
        new Command.Cancel(Records.WEBHOOK_ID, Records.DELIVERY_ID, 1_761_739_200_042L),
        new Command.Pause(Records.WEBHOOK_ID),
        new Command.Resume(Records.WEBHOOK_ID));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void whatIsWrittenIsRead(Command command) {
    Command read = Command.of(command.webhookId(), command.headers(), command.body());

    assertThat(read).isEqualTo(command);
    assertThat(command.key()).asString(UTF_8).isEqualTo(Records.WEBHOOK_ID.toString());
  }

  @Test
  void aCancellationOfAnEarlierVersionIsOfAnyDeliveryOfTheEvent() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("command", "cancel".getBytes(UTF_8));
    headers.add("delivery-id", Records.DELIVERY_ID.toString().getBytes(UTF_8));

    assertThat(Command.of(Records.WEBHOOK_ID, headers, new byte[0]))
        .isEqualTo(new Command.Cancel(Records.WEBHOOK_ID, Records.DELIVERY_ID, 0));
  }

  @Test
  void anUnknownCommandIsNamed() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("command", "destroy".getBytes(UTF_8));

    assertThatThrownBy(() -> Command.of(Records.WEBHOOK_ID, headers, BODY))
        .isInstanceOf(DeliveryHeaders.MalformedHeaderException.class)
        .hasMessage("record header 'command' is no known command: 'destroy'");
  }

  @Test
  void aMissingHeaderIsNamed() {
    RecordHeaders headers = new RecordHeaders();
    headers.add("command", "cancel".getBytes(UTF_8));

    assertThatThrownBy(() -> Command.of(Records.WEBHOOK_ID, headers, BODY))
        .hasMessage("record header 'delivery-id' is missing");
    assertThatThrownBy(() -> Command.of(Records.WEBHOOK_ID, new RecordHeaders(), BODY))
        .hasMessage("record header 'command' is missing");
  }
}
