/** The events that go in: who gets them, how many, how fast. */
@NullMarked
package com.irisx.webhooks.faults.load;

import org.jspecify.annotations.NullMarked;
