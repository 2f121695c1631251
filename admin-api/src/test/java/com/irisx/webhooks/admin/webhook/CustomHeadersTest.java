package com.irisx.webhooks.admin.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.irisx.webhooks.address.HeaderRules;
import com.irisx.webhooks.admin.problem.FieldErrors;
import com.irisx.webhooks.admin.problem.ProblemException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The headers that are ours are those of the configured prefix. */
class CustomHeadersTest {

  private static final HeaderRules ACME = new HeaderRules("X-Acme-");

  private final FieldErrors errors = new FieldErrors();

  @Test
  void ourPrefixIsRefused() {
    var unused = CustomHeaders.checked(errors, ACME, Map.of("x-acme-event", "mine"));

    assertThatThrownBy(errors::throwIfAny).isInstanceOf(ProblemException.class);
  }

  @Test
  void anotherInstallationsPrefixIsAHeaderLikeAnyOther() {
    Map<String, String> headers = Map.of("X-IRISX-Event", "mine");

    assertThat(CustomHeaders.checked(errors, ACME, headers)).isEqualTo(headers);
    errors.throwIfAny();
  }
}
