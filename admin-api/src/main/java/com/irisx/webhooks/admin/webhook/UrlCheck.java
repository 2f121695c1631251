package com.irisx.webhooks.admin.webhook;

import java.util.Optional;

/**
 * Whether an endpoint's URL can be taken, as far as its text tells. The address that is really
 * dialled is checked again at every request, by the dispatcher.
 */
interface UrlCheck {

  /** What is wrong with {@code url}, one sentence without its name; empty if nothing is. */
  Optional<String> problem(String url);
}
