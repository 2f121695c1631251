/**
 * Content filters: which of the events of the right type a webhook gets, by what their data say.
 * admin-api checks with the code that ROUTE decides with, so that what was accepted is understood.
 */
@NullMarked
package com.irisx.webhooks.filter;

import org.jspecify.annotations.NullMarked;
