/** Encryption of signing secrets: at rest, in the table and on the topic, they are ciphertext. */
@NullMarked
package com.irisx.webhooks.secret;

import org.jspecify.annotations.NullMarked;
