/** How the API describes itself. */
@NullMarked
package com.irisx.webhooks.admin.openapi;

import org.jspecify.annotations.NullMarked;
