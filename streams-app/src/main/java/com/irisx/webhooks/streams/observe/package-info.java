/** Health and metrics over HTTP. */
@NullMarked
package com.irisx.webhooks.streams.observe;

import org.jspecify.annotations.NullMarked;
