package com.irisx.webhooks.standalone.demo;

import com.irisx.webhooks.standalone.Terminal;
import com.irisx.webhooks.standalone.demo.Progress.Snapshot;

/** How the person sees it. Threading: one thread. */
sealed interface View permits Panel, Lines {

  /** The view that fits. */
  static View on(Terminal terminal) {
    return terminal.redraws() ? new Panel(terminal) : new Lines(terminal);
  }

  /** Shows the moment. */
  void show(Snapshot now);

  /** Says something that stays. */
  void say(String line);

  /** How many milliseconds between two moments. */
  int paceMs();
}
