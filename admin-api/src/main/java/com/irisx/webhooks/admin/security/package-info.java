/** Who is calling: bearer tokens of tenants and of the operator. */
@NullMarked
package com.irisx.webhooks.admin.security;

import org.jspecify.annotations.NullMarked;
