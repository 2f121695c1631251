package com.irisx.webhooks.streams.dispatch;

import com.irisx.webhooks.schema.AttemptError;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.net.ConnectException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The one named reason for whatever the HTTP client throws. The sentences are ours: messages of
 * libraries may quote bytes that came from the endpoint.
 */
final class Failures {

  private static final int MAX_CAUSES = 10;

  private Failures() {}

  /** Why there was no connection to send the request on. */
  static Answer.Failure connecting(Throwable failure) {
    if (has(failure, SslHandshakeTimeoutException.class)) {
      return failure(AttemptError.TLS_FAILED, "the TLS handshake took too long");
    }
    if (has(failure, CertificateException.class)) {
      return failure(
          AttemptError.TLS_FAILED, "the certificate is not trusted, or not valid for the name");
    }
    if (has(failure, SSLException.class)) {
      return failure(AttemptError.TLS_FAILED, "the TLS handshake failed");
    }
    if (has(failure, TimeoutException.class)) {
      return failure(AttemptError.TIMEOUT, "no connection became free in time");
    }
    if (has(failure, ConnectException.class)) {
      return failure(AttemptError.CONNECTION_FAILED, "the connection was refused or timed out");
    }
    return failure(AttemptError.CONNECTION_FAILED, "no connection could be made");
  }

  /** Why the answer did not come to its end. */
  static Answer.Failure exchanging(Throwable failure) {
    if (has(failure, SSLException.class)) {
      return failure(AttemptError.TLS_FAILED, "the TLS connection failed");
    }
    if (has(failure, IOException.class)
        || has(failure, HttpClosedException.class)
        || has(failure, PrematureChannelClosureException.class)) {
      return failure(
          AttemptError.CONNECTION_FAILED, "the connection was closed before a complete answer");
    }
    return failure(AttemptError.PROTOCOL_ERROR, "the answer was not valid HTTP/1.1");
  }

  private static Answer.Failure failure(AttemptError error, String detail) {
    return new Answer.Failure(error, detail);
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> type) {
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (type.isInstance(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
