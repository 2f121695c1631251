@NullMarked
package com.irisx.webhooks.streams.dispatch;

import org.jspecify.annotations.NullMarked;
