package com.irisx.webhooks.address;

/**
 * A URL that cannot be a webhook's. The message goes on where "the URL …" ends and is fit for its
 * owner to read.
 */
public final class UnacceptableUrlException extends IllegalArgumentException {
  UnacceptableUrlException(String problem) {
    super(problem);
  }
}
