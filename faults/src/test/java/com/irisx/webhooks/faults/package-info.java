@NullMarked
package com.irisx.webhooks.faults;

import org.jspecify.annotations.NullMarked;
