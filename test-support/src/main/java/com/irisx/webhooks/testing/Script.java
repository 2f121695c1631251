package com.irisx.webhooks.testing;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Function;

/**
 * What a {@link ScriptedReceiver} answers on one path: a sequence whose last answer repeats, or a
 * function of the request. Until told, 200. Threading: safe for use by several threads.
 */
public final class Script {

  private Function<ReceivedRequest, Answer> next = request -> Answer.status(200);

  Script() {}

  /** These statuses in turn, the last one from then on. */
  public Script respondWith(int... statuses) {
    return answer(Arrays.stream(statuses).mapToObj(Answer::status).toArray(Answer[]::new));
  }

  /** These answers in turn, the last one from then on. */
  public Script answer(Answer... answers) {
    if (answers.length == 0) {
      throw new IllegalArgumentException("a script has at least one answer");
    }
    Deque<Answer> left = new ArrayDeque<>(Arrays.asList(answers));
    return answer(request -> left.size() > 1 ? left.removeFirst() : left.getFirst());
  }

  /** What {@code answers} says, called for one request at a time. */
  public synchronized Script answer(Function<ReceivedRequest, Answer> answers) {
    this.next = answers;
    return this;
  }

  synchronized Answer next(ReceivedRequest request) {
    return next.apply(request);
  }
}
