/**
 * DISPATCH does: it takes tasks off their topics, makes the HTTP requests, reports what happened.
 * No policy and no state that must survive; SCHEDULE decides.
 *
 * <pre>
 *  Lane (consumer thread) ──► Attempts (event loop) ──► HttpSender ──► Exchange ──► endpoint
 *    ▲   OffsetTracker          Endpoints, Signer         CheckedAddresses ◄─ NameResolver
 *    │                              │ AttemptResult
 *    └──── acknowledged ◄── ResultReporter ──► attempt-results
 * </pre>
 */
@NullMarked
package com.irisx.webhooks.streams.dispatch;

import org.jspecify.annotations.NullMarked;
