/** {@code Idempotency-Key}: a POST that is sent again is answered again, not done again. */
@NullMarked
package com.irisx.webhooks.admin.idempotency;

import org.jspecify.annotations.NullMarked;
