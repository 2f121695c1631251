/** RFC 9457 problem documents: every error that leaves the API. */
@NullMarked
package com.irisx.webhooks.admin.problem;

import org.jspecify.annotations.NullMarked;
