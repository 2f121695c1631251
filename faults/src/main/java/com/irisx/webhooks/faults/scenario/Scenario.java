package com.irisx.webhooks.faults.scenario;

/** One fault under load, and what must hold. */
public interface Scenario {

  /** What it is called on the command line, such as {@code kill-one}. */
  String name();

  /**
   * Makes the fault happen and lets the guarantees judge.
   *
   * @return the figures, for a person
   * @throws AssertionError if a guarantee was broken
   */
  String run(Trial trial) throws Exception;
}
