package com.irisx.webhooks.embedded;

import java.nio.file.Path;

/** Another process works on a data directory that we were told to use. */
public final class DirectoryInUseException extends IllegalStateException {
  DirectoryInUseException(Path directory, String holder) {
    super("data directory " + directory + " is in use by " + holder);
  }
}
