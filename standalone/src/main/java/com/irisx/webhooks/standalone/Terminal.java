package com.irisx.webhooks.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/**
 * Where the person is.
 *
 * @param out takes UTF-8 or, if not {@code unicode}, plain ASCII
 * @param columns its width if it is a screen that can be redrawn, else 0
 * @param unicode whether it shows more than ASCII
 * @param colour whether it shows colours
 */
public record Terminal(PrintStream out, int columns, boolean unicode, boolean colour) {

  /** Set by the start script, which alone can tell a screen from a file on every JDK. */
  static final String COLUMNS_PROPERTY = "webhooks.columns";

  /** The terminal of this process; {@code env} as in {@link System#getenv()}. */
  static Terminal ofProcess(Map<String, String> env) {
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    int columns = Integer.getInteger(COLUMNS_PROPERTY, 0);
    boolean colour = columns > 0 && env.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(out, columns, unicode(env), colour);
  }

  /** POSIX: the first of these that is set decides. */
  private static boolean unicode(Map<String, String> env) {
    for (String key : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String locale = env.getOrDefault(key, "").toLowerCase(Locale.ROOT);
      if (!locale.isEmpty()) {
        return locale.contains("utf-8") || locale.contains("utf8");
      }
    }
    return false;
  }

  /** Whether lines can be drawn again over themselves. */
  public boolean redraws() {
    return columns > 0;
  }
}
