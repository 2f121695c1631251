@NullMarked
package com.irisx.webhooks.testing;

import org.jspecify.annotations.NullMarked;
