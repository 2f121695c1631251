/** The catalog of event types, kept in the database so that it can grow without a release. */
@NullMarked
package com.irisx.webhooks.admin.eventtype;

import org.jspecify.annotations.NullMarked;
