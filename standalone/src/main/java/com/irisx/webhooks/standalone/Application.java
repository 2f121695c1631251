package com.irisx.webhooks.standalone;

import java.util.Map;

/** One of the two applications, started inside this process. */
@FunctionalInterface
interface Application {

  /** Starts it with these environment variables; closing what is returned stops it. */
  AutoCloseable start(Map<String, String> env) throws Exception;
}
