package com.irisx.webhooks.admin.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * What was answered the first time.
 *
 * @param fingerprint of the request it answered
 * @param status of HTTP
 * @param location the header; null if there was none
 * @param sealed the body in JSON, encrypted: it may hold a secret
 */
record StoredAnswer(byte[] fingerprint, int status, @Nullable String location, String sealed) {}
