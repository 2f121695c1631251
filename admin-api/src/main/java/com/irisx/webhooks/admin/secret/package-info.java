/** Issuing signing secrets. The only package that touches the cipher. */
@NullMarked
package com.irisx.webhooks.admin.secret;

import org.jspecify.annotations.NullMarked;
