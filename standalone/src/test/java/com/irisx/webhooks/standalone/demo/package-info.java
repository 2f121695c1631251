@NullMarked
package com.irisx.webhooks.standalone.demo;

import org.jspecify.annotations.NullMarked;
