/** Shows the job being done: events in, verified webhooks out, while a person watches. */
@NullMarked
package com.irisx.webhooks.standalone.demo;

import org.jspecify.annotations.NullMarked;
