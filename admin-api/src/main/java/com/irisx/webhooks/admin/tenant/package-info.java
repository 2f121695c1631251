/** Tenants and their API keys: the operator's routes, and who a key belongs to. */
@NullMarked
package com.irisx.webhooks.admin.tenant;

import org.jspecify.annotations.NullMarked;
