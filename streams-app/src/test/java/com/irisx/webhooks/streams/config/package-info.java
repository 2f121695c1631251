@NullMarked
package com.irisx.webhooks.streams.config;

import org.jspecify.annotations.NullMarked;
