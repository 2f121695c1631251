/**
 * Everything that crosses a process boundary: topic names, record headers, record values and their
 * serdes. The JSON Schemas and samples beside them are resources of this module, under {@code
 * schemas/}.
 */
@NullMarked
package com.irisx.webhooks.schema;

import org.jspecify.annotations.NullMarked;
