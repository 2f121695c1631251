package com.irisx.webhooks.standalone;

import com.irisx.webhooks.streams.observe.Logs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * Everything in one process: a broker, a database, both applications and, unless not wanted, the
 * demo.
 */
public final class Main {

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
  private static final int WRONG_USE = 2;

  private Main() {}

  /** {@code --no-demo} leaves the demo out; all else comes from the environment. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<String, String> env = System.getenv();
    Terminal terminal = Terminal.ofProcess(env);
    try {
      StandaloneSettings settings = StandaloneSettings.from(env, List.of(arguments));
      Path log = LogFile.redirect(settings.dataDirectory());
      Parts parts = new Parts(part -> terminal.out().println("  " + part));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(parts, terminal), "stop"));
      start(new Startup(settings, Applications.BOTH, terminal, env, log), parts, terminal, log);
    } catch (IllegalArgumentException e) {
      terminal.out().println(e.getMessage());
      System.exit(WRONG_USE);
    }
    // The hook does the rest.
    Thread.currentThread().join();
  }

  private static void start(Startup startup, Parts parts, Terminal terminal, Path log) {
    try {
      startup.run(parts);
    } catch (Parts.StoppedException e) {
      // Ctrl-C came while it was starting.
    } catch (Exception e) {
      LoggerFactory.getLogger(Main.class).error("cannot start", e);
      terminal.out().println("Cannot start: " + e.getMessage());
      terminal.out().println("The whole story is in " + log);
      System.exit(1);
    }
  }

  /** Stops in order; a part that hangs must not keep the process alive for ever. */
  private static void stop(Parts parts, Terminal terminal) {
    Thread stopping = new Thread(parts::close, "stop-parts");
    stopping.setDaemon(true);
    stopping.start();
    try {
      stopping.join(STOP_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (stopping.isAlive()) {
      terminal.out().println("  not everything stopped within " + STOP_TIMEOUT.toSeconds() + " s");
    }
    Logs.close();
  }
}
