/** Settings, read once from the environment and validated before anything starts. */
@NullMarked
package com.irisx.webhooks.streams.config;

import org.jspecify.annotations.NullMarked;
