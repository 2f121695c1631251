/** One file per fault of {@code docs/guarantees.md}. */
@NullMarked
package com.irisx.webhooks.faults.scenario;

import org.jspecify.annotations.NullMarked;
