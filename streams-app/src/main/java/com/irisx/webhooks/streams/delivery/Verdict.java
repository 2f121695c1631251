package com.irisx.webhooks.streams.delivery;

import com.irisx.webhooks.schema.AttemptError;
import com.irisx.webhooks.schema.RetryTier;

/** What becomes of a delivery after the result of a task. */
public sealed interface Verdict {

  /** One method per verdict, so that a new one stops the compiler wherever someone must think. */
  interface Handler {
    void delivered();

    void retry(Retry retry);

    void exhausted();

    void expired();

    void held();

    void cancelled(AttemptError reason);
  }

  /** Calls the method of {@code handler} for this verdict. */
  void tell(Handler handler);

  /** The endpoint took it. */
  record Delivered() implements Verdict {
    @Override
    public void tell(Handler handler) {
      handler.delivered();
    }
  }

  /**
   * Another attempt follows.
   *
   * @param attempt its number
   * @param dueAt not before this, milliseconds since the epoch
   * @param lane the retry lane it goes by
   */
  record Retry(int attempt, long dueAt, RetryTier lane) implements Verdict {
    @Override
    public void tell(Handler handler) {
      handler.retry(this);
    }
  }

  /** The last attempt failed. */
  record Exhausted() implements Verdict {
    @Override
    public void tell(Handler handler) {
      handler.exhausted();
    }
  }

  /** The next attempt would come too late. */
  record Expired() implements Verdict {
    @Override
    public void tell(Handler handler) {
      handler.expired();
    }
  }

  /**
   * No request was made because the webhook is switched off: the same attempt waits until it is on
   * again.
   */
  record Held() implements Verdict {
    @Override
    public void tell(Handler handler) {
      handler.held();
    }
  }

  /** Nobody wants it any more. */
  record Cancelled(AttemptError reason) implements Verdict {
    @Override
    public void tell(Handler handler) {
      handler.cancelled(reason);
    }
  }
}
