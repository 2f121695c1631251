package com.irisx.webhooks.streams.dispatch;

import com.irisx.webhooks.address.HeaderRules;
import com.irisx.webhooks.address.TargetUrl;
import com.irisx.webhooks.address.UnacceptableUrlException;
import com.irisx.webhooks.schema.Subscription;
import com.irisx.webhooks.secret.SecretCipher;
import com.irisx.webhooks.secret.SecretCipher.UndecryptableException;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Derives an {@link Endpoint} from a webhook's configuration. The API has checked all of it before,
 * but the topic may hold what an older release or another hand wrote.
 *
 * @param longestTimeout the limit of any webhook's own timeout
 */
record EndpointFactory(
    SecretCipher cipher, HeaderRules headerRules, boolean allowHttp, Duration longestTimeout) {

  private static final Logger log = LoggerFactory.getLogger(EndpointFactory.class);

  /**
   * Derives the endpoint.
   *
   * @throws UnusableException if no request can be made with this configuration
   */
  Endpoint create(Subscription webhook) throws UnusableException {
    TargetUrl url = url(webhook);
    return new Endpoint(
        webhook.id(), url, signer(webhook), headers(url, webhook), timeout(webhook));
  }

  /** Not judged by the address policy here: that is done for every dial, literal or name. */
  private TargetUrl url(Subscription webhook) throws UnusableException {
    TargetUrl url;
    try {
      url = TargetUrl.parse(webhook.url());
    } catch (UnacceptableUrlException e) {
      throw new UnusableException("the URL " + e.getMessage());
    }
    if (!url.secure() && !allowHttp) {
      throw new UnusableException("the URL must begin with https://");
    }
    return url;
  }

  private Signer signer(Subscription webhook) throws UnusableException {
    try {
      return new Signer(
          cipher.decrypt(webhook.id(), webhook.secret()),
          previousSecret(webhook),
          webhook.previousSecretExpiresAt());
    } catch (UndecryptableException | IllegalArgumentException e) {
      throw new UnusableException("the signing secret cannot be read");
    }
  }

  /** Null if there is none, or if it cannot be read: the current secret signs all the same. */
  private @Nullable String previousSecret(Subscription webhook) {
    String ciphertext = webhook.previousSecret();
    if (ciphertext == null) {
      return null;
    }
    try {
      return cipher.decrypt(webhook.id(), ciphertext);
    } catch (UndecryptableException e) {
      log.warn("the previous secret of webhook {} cannot be read", webhook.id());
      return null;
    }
  }

  private MultiMap headers(TargetUrl url, Subscription webhook) throws UnusableException {
    try {
      return RequestHeaders.constant(url, customHeaders(webhook));
    } catch (IllegalArgumentException e) {
      throw new UnusableException("a header cannot be sent");
    }
  }

  private Map<String, String> customHeaders(Subscription webhook) {
    Map<String, String> accepted = new HashMap<>();
    webhook
        .headers()
        .forEach(
            (name, value) ->
                headerRules
                    .problem(name, value)
                    .ifPresentOrElse(
                        problem -> log.warn("a header of webhook {} is not sent", webhook.id()),
                        () -> accepted.put(name, value)));
    return accepted;
  }

  private Duration timeout(Subscription webhook) {
    Duration own = Duration.ofMillis(Math.max(1, webhook.timeoutMs()));
    return own.compareTo(longestTimeout) < 0 ? own : longestTimeout;
  }

  /** A configuration with which no request can be made; the message is for the webhook's owner. */
  static final class UnusableException extends Exception {
    private final String because;

    UnusableException(String because) {
      super(because);
      this.because = because;
    }

    String because() {
      return because;
    }
  }
}
