/**
 * What a tenant says about its endpoint and what of it we accept: the URL, the address behind it,
 * the headers. The API asks when a webhook is created, the dispatcher asks again at every dial,
 * because a name can change its address in between.
 */
@NullMarked
package com.irisx.webhooks.address;

import org.jspecify.annotations.NullMarked;
