package com.irisx.webhooks.admin.webhook;

import com.irisx.webhooks.admin.config.AdminSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Checks the form of a URL, not yet the addresses in it. */
@Component
class SyntacticUrlCheck implements UrlCheck {

  static final int MAX_CHARACTERS = 2048;

  private final boolean allowHttp;

  SyntacticUrlCheck(AdminSettings settings) {
    this.allowHttp = settings.addresses().allowHttp();
  }

  @Override
  public Optional<String> problem(String url) {
    if (url.length() > MAX_CHARACTERS) {
      return Optional.of("has more than " + MAX_CHARACTERS + " characters");
    }
    try {
      return problem(new URI(url));
    } catch (URISyntaxException e) {
      return Optional.of("is no valid URL");
    }
  }

  private Optional<String> problem(URI url) {
    if ("http".equalsIgnoreCase(url.getScheme()) && !allowHttp) {
      return Optional.of("must be https");
    }
    if (!"https".equalsIgnoreCase(url.getScheme()) && !"http".equalsIgnoreCase(url.getScheme())) {
      return Optional.of("must be an absolute https URL");
    }
    if (url.getHost() == null || url.getPort() == 0 || url.getPort() > 65_535) {
      return Optional.of("must name a host, and a port only from 1 to 65535");
    }
    if (url.getRawUserInfo() != null) {
      return Optional.of("must not hold a user name or password");
    }
    if (url.getRawFragment() != null) {
      return Optional.of("must not have a fragment");
    }
    return Optional.empty();
  }
}
