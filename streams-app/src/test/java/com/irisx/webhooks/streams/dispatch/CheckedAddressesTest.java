package com.irisx.webhooks.streams.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.address.AddressPolicy;
import com.irisx.webhooks.address.Host;
import com.irisx.webhooks.address.TargetUrl;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CheckedAddressesTest {

  private static final Host NAME = new Host.Name("receiver.example");

  private final ScriptedNames names = new ScriptedNames();
  private final AtomicLong nanos = new AtomicLong();
  private final CheckedAddresses addresses =
      new CheckedAddresses(
          names,
          AddressPolicy.PUBLIC_ONLY,
          Duration.ofSeconds(10),
          100,
          nanos::get,
          new LookUpMetrics(new SimpleMeterRegistry()));

  @Test
  void everyCandidateIsJudged() {
    names.answer("10.0.0.1", "8.8.8.8", "::1", "1.1.1.1");

    assertThat(resolve(NAME)).isEqualTo(allowed("8.8.8.8", "1.1.1.1"));
  }

  @Test
  void aNameWithNoAllowedAddressIsBlocked() {
    names.answer("127.0.0.1", "::ffff:169.254.169.254");

    assertThat(resolve(NAME)).isEqualTo(new Resolution.Blocked());
  }

  @Test
  void aLiteralIsJudgedWithoutALookUp() {
    assertThat(resolve(TargetUrl.parse("http://2130706433/").host()))
        .isEqualTo(new Resolution.Blocked());
    assertThat(resolve(TargetUrl.parse("http://0x08080808/").host())).isEqualTo(allowed("8.8.8.8"));
    assertThat(names.lookUps()).isZero();
  }

  @Test
  void aNameThatMovesInsideIsBlockedAtTheNextLookUp() {
    names.answer("8.8.8.8");
    assertThat(resolve(NAME)).isEqualTo(allowed("8.8.8.8"));

    names.answer("192.168.0.1");
    assertThat(resolve(NAME))
        .as("remembered, and still the checked address")
        .isEqualTo(allowed("8.8.8.8"));
    pass(Duration.ofSeconds(10));
    assertThat(resolve(NAME)).isEqualTo(new Resolution.Blocked());
  }

  @Test
  void failuresAreForgottenSoon() {
    names.fail();
    assertThat(resolve(NAME)).isInstanceOf(Resolution.Failed.class);

    names.answer("8.8.8.8");
    pass(CheckedAddresses.FAILURE_KEPT);
    assertThat(resolve(NAME)).isEqualTo(allowed("8.8.8.8"));
  }

  @Test
  void whileNobodyCanSayANameIsWhereItWasLastFound() {
    names.answer("8.8.8.8");
    assertThat(resolve(NAME)).isEqualTo(allowed("8.8.8.8"));

    names.noAnswer();
    pass(Duration.ofSeconds(10));
    assertThat(resolve(NAME)).isEqualTo(allowed("8.8.8.8"));
    pass(CheckedAddresses.OUTAGE_BRIDGED.minusSeconds(11));
    assertThat(resolve(NAME)).isEqualTo(allowed("8.8.8.8"));
    pass(Duration.ofSeconds(11));
    assertThat(resolve(NAME)).isInstanceOf(Resolution.Failed.class);
  }

  @Test
  void aSilentServerIsNotWaitedForWhereItIsKnownWhereANameWas() {
    names.answer("8.8.8.8");
    assertThat(resolve(NAME)).isEqualTo(allowed("8.8.8.8"));

    names.stayOpen();
    pass(Duration.ofSeconds(10));
    assertThat(addresses.of(NAME))
        .succeedsWithin(Duration.ofSeconds(20))
        .isEqualTo(allowed("8.8.8.8"));
  }

  @Test
  void aNameThatIsGoneOrInsideIsNotWhereItWas() {
    names.answer("8.8.8.8");
    assertThat(resolve(NAME)).isEqualTo(allowed("8.8.8.8"));
    names.fail();
    pass(Duration.ofSeconds(10));
    assertThat(resolve(NAME)).isInstanceOf(Resolution.Failed.class);
    names.noAnswer();
    pass(Duration.ofSeconds(10));
    assertThat(resolve(NAME)).isInstanceOf(Resolution.Failed.class);

    names.answer("8.8.8.8");
    pass(Duration.ofSeconds(10));
    assertThat(resolve(NAME)).isEqualTo(allowed("8.8.8.8"));
    names.answer("10.0.0.1");
    pass(Duration.ofSeconds(10));
    assertThat(resolve(NAME)).isEqualTo(new Resolution.Blocked());
    names.noAnswer();
    pass(Duration.ofSeconds(10));
    assertThat(resolve(NAME)).isInstanceOf(Resolution.Failed.class);
  }

  @Test
  void lookUpsOfOneNameAtOneTimeAreMadeOnce() {
    names.stayOpen();
    var first = addresses.of(NAME);
    var second = addresses.of(NAME);
    names.complete("8.8.8.8");

    assertThat(first.join()).isEqualTo(second.join()).isEqualTo(allowed("8.8.8.8"));
    assertThat(names.lookUps()).isEqualTo(1);
  }

  @Test
  void eachAttemptTakesTheNextAddress() {
    Resolution.Allowed three = allowed("1.1.1.1", "2.2.2.2", "3.3.3.3");

    assertThat(three.forAttempt(1)).isEqualTo(allowed("1.1.1.1", "2.2.2.2", "3.3.3.3").addresses());
    assertThat(three.forAttempt(3)).isEqualTo(allowed("3.3.3.3", "1.1.1.1", "2.2.2.2").addresses());
    assertThat(three.forAttempt(4)).isEqualTo(three.forAttempt(1));
    assertThat(allowed("1.1.1.1", "2.2.2.2", "3.3.3.3", "4.4.4.4").forAttempt(2))
        .isEqualTo(allowed("2.2.2.2", "3.3.3.3", "4.4.4.4").addresses());
    assertThat(three.forAttempt(Integer.MAX_VALUE)).hasSize(3);
  }

  private Resolution resolve(Host host) {
    return addresses.of(host).join();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static Resolution.Allowed allowed(String... addresses) {
    return new Resolution.Allowed(
        java.util.stream.Stream.of(addresses).<InetAddress>map(ScriptedNames::address).toList());
  }
}
