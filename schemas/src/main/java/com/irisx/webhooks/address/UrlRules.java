package com.irisx.webhooks.address;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * What can be said about a webhook's URL without asking the DNS. Passing is no licence to dial: a
 * name is judged by the address it resolves to, at every dial.
 *
 * @param policy the addresses that may be dialled
 * @param allowHttp whether plain {@code http} may be used; the value of {@code WEBHOOKS_ALLOW_HTTP}
 */
public record UrlRules(AddressPolicy policy, boolean allowHttp) {

  private static final byte[] LOOPBACK_V4 = {127, 0, 0, 1};

  /**
   * Takes the URL of a webhook apart and checks it.
   *
   * @throws UnacceptableUrlException if it can never be called; the message is for its owner
   */
  public TargetUrl check(String url) {
    TargetUrl target = TargetUrl.parse(url);
    if (!target.secure() && !allowHttp) {
      throw new UnacceptableUrlException("must begin with https://");
    }
    if (target.secure() && target.host().text().indexOf('_') >= 0) {
      throw new UnacceptableUrlException(
          "has a host name with '_', which no certificate can be checked for (RFC 1123, section 2.1)");
    }
    if (!mayExist(target.host())) {
      throw new UnacceptableUrlException(
          "points to " + target.host().text() + ", which is not a public address");
    }
    return target;
  }

  private boolean mayExist(Host host) {
    if (host instanceof Host.Address literal) {
      return policy.allows(literal.address());
    }
    return !((Host.Name) host).isLocalhost() || policy.allows(loopback());
  }

  private static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(LOOPBACK_V4);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 bytes", e);
    }
  }
}
