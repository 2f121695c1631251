/** Operating-system processes that can be killed, stopped, paused and started again. */
@NullMarked
package com.irisx.webhooks.faults.process;

import org.jspecify.annotations.NullMarked;
