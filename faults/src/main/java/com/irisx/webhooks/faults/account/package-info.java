/** Reads the topics, the receiver's log and the database, and says what became of every event. */
@NullMarked
package com.irisx.webhooks.faults.account;

import org.jspecify.annotations.NullMarked;
