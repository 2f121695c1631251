/** How a tenant's deliveries went, all webhooks together. */
@NullMarked
package com.irisx.webhooks.admin.statistics;

import org.jspecify.annotations.NullMarked;
