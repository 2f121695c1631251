@NullMarked
package com.irisx.webhooks.standalone;

import org.jspecify.annotations.NullMarked;
