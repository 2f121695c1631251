/** Commands that print figures. */
@NullMarked
package com.irisx.webhooks.benchmarks;

import org.jspecify.annotations.NullMarked;
