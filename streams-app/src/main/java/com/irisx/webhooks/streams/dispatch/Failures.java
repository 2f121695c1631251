package com.irisx.webhooks.streams.dispatch;

import com.irisx.webhooks.schema.AttemptError;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
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
    EgressProxyException proxy = cause(failure, EgressProxyException.class);
    if (proxy != null) {
      return failure(proxy.error(), proxy.sentence());
    }
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
    StreamResetException reset = cause(failure, StreamResetException.class);
    if (reset != null) {
      return failure(
          AttemptError.CONNECTION_FAILED,
          reset.getCode() == Http2Error.REFUSED_STREAM.code()
              ? "the endpoint refused the request before it looked at it"
              : "the endpoint reset the request's stream before a complete answer");
    }
    if (has(failure, IOException.class)
        || has(failure, HttpClosedException.class)
        || has(failure, PrematureChannelClosureException.class)) {
      return failure(
          AttemptError.CONNECTION_FAILED, "the connection was closed before a complete answer");
    }
    return failure(AttemptError.PROTOCOL_ERROR, "the answer was not valid HTTP");
  }

  private static Answer.Failure failure(AttemptError error, String detail) {
    return new Answer.Failure(error, detail);
  }

  /**
   * Whether the failure is the end of one stream by the peer, or of the connection; otherwise one
   * of the two sides made a mistake.
   */
  static boolean isEnd(Throwable failure) {
    return has(failure, StreamResetException.class) || has(failure, HttpClosedException.class);
  }

  private static boolean has(Throwable failure, Class<? extends Throwable> type) {
    return cause(failure, type) != null;
  }

  private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> type) {
    @Nullable Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
      cause = cause.getCause();
    }
    return null;
  }
}
