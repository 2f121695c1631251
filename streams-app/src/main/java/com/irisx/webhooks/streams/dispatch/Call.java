package com.irisx.webhooks.streams.dispatch;

import com.irisx.webhooks.address.TargetUrl;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A request to make.
 *
 * @param headers adds all of them but {@code Content-Length} to those of the request, once
 * @param body not to be changed
 * @param timeout from the look-up of the name to the last byte of the answer
 * @param attempt its number, from 1; see {@link Resolution.Allowed#forAttempt}
 */
record Call(
    TargetUrl url, Consumer<MultiMap> headers, byte[] body, Duration timeout, int attempt) {}
