/** Commands that print figures. Each starts what it measures and stops it again. */
@NullMarked
package com.irisx.webhooks.benchmarks;

import org.jspecify.annotations.NullMarked;
