/** A real broker and a real database inside the JVM. */
@NullMarked
package com.irisx.webhooks.embedded;

import org.jspecify.annotations.NullMarked;
