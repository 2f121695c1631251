package com.irisx.webhooks.streams.dispatch;

import static com.irisx.webhooks.streams.dispatch.HostileEndpoint.TIMEOUT;
import static com.irisx.webhooks.streams.dispatch.HostileEndpoint.assertFailure;
import static com.irisx.webhooks.streams.dispatch.HostileEndpoint.ok;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.address.TargetUrl;
import com.irisx.webhooks.schema.AttemptError;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * URLs and names that want to lead the sender to an address it may not dial. {@code 127.0.0.3} is
 * the internet here; a server that listens on all addresses of this machine would notice any other.
 */
class HostileAddressTest {

  private static final String INTERNET = "127.0.0.3";
  private static final String BLOCKED = "the name has no address that may be called";
  private static final HttpSettings EVERY_LOOK_UP =
      HttpSettings.builder().allowHttp(true).addressesKept(Duration.ZERO).build();

  private final SenderHarness sender = new SenderHarness(EVERY_LOOK_UP, INTERNET);
  private final RawServer server = RawServer.answering(ok("ok"));

  @AfterEach
  void close() {
    sender.close();
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1",
        "127.0.0.1.",
        "2130706433",
        "0x7f000001",
        "0X7F.0x0.0.1",
        "0177.0.0.01",
        "017700000001",
        "127.0.0.4",
        "0.0.0.0",
        "0",
        "[::1]",
        "[::]",
        "[0:0:0:0:0:0:0:1]",
        "[::127.0.0.1]",
        "[::ffff:127.0.0.1]",
        "[::FFFF:7F00:1]",
        "[::ffff:0:127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b:1::127.0.0.1]",
        "[2002:7f00:1::1]",
        "[2001:0:808:808:8000:63bf:80ff:fffe]"
      })
  void aLiteralIsBlockedInEverySpellingAndNothingIsDialled(String host) {
    assertBlocked(host);
    assertThat(sender.names.lookUps()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "0.0.0.0",
        "169.254.169.254",
        "10.0.0.1",
        "::1",
        "::",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::7f00:1",
        "2002:7f00:1::1",
        "2001:0:808:808:8000:63bf:80ff:fffe",
        "fe80::1",
        "fd00:ec2::254",
        "ff02::1"
      })
  void aNameIsBlockedByTheAddressItHas(String address) {
    sender.names.answer(address);
    assertBlocked("receiver.example");
    assertBlocked("localhost");
  }

  @Test
  void amongManyAddressesOnlyTheAllowedOneIsDialledAtWhateverAttempt() {
    sender.names.answer("127.0.0.1", "::1", INTERNET, "10.0.0.1", "::ffff:127.0.0.1");
    for (int attempt = 1; attempt <= 10; attempt++) {
      assertThat(post("receiver.example", attempt)).isInstanceOf(Answer.Complete.class);
    }
    assertThat(server.dialled()).containsOnly(ScriptedNames.address(INTERNET));
  }

  @Test
  void aNameThatAnswersOtherwiseEachTimeIsAskedOnceARequestAndDialledWhereItWasChecked() {
    for (int i = 1; i <= 10; i++) {
      sender.names.answerThen(new String[] {INTERNET}, "127.0.0.1");
      assertThat(post("rebinding.example", 1)).isInstanceOf(Answer.Complete.class);
      assertBlocked("rebinding.example");
    }
    assertThat(sender.names.lookUps()).isEqualTo(20);
    assertThat(server.dialled()).containsOnly(ScriptedNames.address(INTERNET));
    assertThat(server.requests()).hasSize(10);
  }

  @Test
  void aNameThatTheSystemWouldResolveIsDialledWhereItWasChecked() {
    sender.names.answer(INTERNET);
    assertThat(post("localhost", 1)).isInstanceOf(Answer.Complete.class);

    assertThat(server.dialled()).containsExactly(ScriptedNames.address(INTERNET));
  }

  private void assertBlocked(String host) {
    int before = server.accepted();
    assertFailure(post(host, 1), AttemptError.ADDRESS_BLOCKED, BLOCKED);
    assertThat(server.accepted()).isEqualTo(before);
  }

  private Answer post(String host, int attempt) {
    TargetUrl url = TargetUrl.parse("http://" + host + ":" + server.port() + "/");
    return sender
        .start(new Call(url, headers -> headers.set("Host", "x"), new byte[0], TIMEOUT, attempt))
        .join();
  }
}
