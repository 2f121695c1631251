/** Issuing signing secrets, sealing answers that hold one. The only package with the cipher. */
@NullMarked
package com.irisx.webhooks.admin.secret;

import org.jspecify.annotations.NullMarked;
