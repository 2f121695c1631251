@NullMarked
package com.irisx.webhooks.embedded;

import org.jspecify.annotations.NullMarked;
