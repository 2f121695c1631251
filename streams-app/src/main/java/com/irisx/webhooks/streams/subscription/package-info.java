/** The webhooks as this process knows them: a local copy of the compacted subscriptions topic. */
@NullMarked
package com.irisx.webhooks.streams.subscription;

import org.jspecify.annotations.NullMarked;
