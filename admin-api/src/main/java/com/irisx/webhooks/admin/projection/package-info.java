/** From the delivery topics into the database, in batches that can be replayed. */
@NullMarked
package com.irisx.webhooks.admin.projection;

import org.jspecify.annotations.NullMarked;
