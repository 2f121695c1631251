/** What people ask of webhooks, on its way to the scheduler. */
@NullMarked
package com.irisx.webhooks.admin.command;

import org.jspecify.annotations.NullMarked;
