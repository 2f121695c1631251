/** Tenants' webhooks: what they are, who may see them, and the routes that change them. */
@NullMarked
package com.irisx.webhooks.admin.webhook;

import org.jspecify.annotations.NullMarked;
