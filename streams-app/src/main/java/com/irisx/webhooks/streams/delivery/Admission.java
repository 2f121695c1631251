package com.irisx.webhooks.streams.delivery;

import com.irisx.webhooks.schema.WaitReason;

/** Whether a webhook's next delivery may be handed out. */
public sealed interface Admission {

  /**
   * It may go now.
   *
   * @param probe it goes to see whether the endpoint works again
   */
  record Go(boolean probe) implements Admission {}

  /** It waits for the result of one that is in flight. */
  record WaitForSlot() implements Admission {}

  /** It waits until this time at least, milliseconds since the epoch. */
  record WaitUntil(long at, WaitReason reason) implements Admission {}

  /** It waits for something that somebody must do. */
  record WaitForChange(WaitReason reason) implements Admission {}
}
