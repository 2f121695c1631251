/** What all features know about the database as a server. */
@NullMarked
package com.irisx.webhooks.admin.database;

import org.jspecify.annotations.NullMarked;
