/** What the apps say about their settings; the page of settings is made from it. */
@NullMarked
package com.irisx.webhooks.setting;

import org.jspecify.annotations.NullMarked;
