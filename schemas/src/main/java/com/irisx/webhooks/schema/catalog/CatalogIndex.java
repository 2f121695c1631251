package com.irisx.webhooks.schema.catalog;

import com.irisx.webhooks.schema.Json;
import java.util.List;

/** The file {@code schemas/events/catalog.json}. */
record CatalogIndex(List<Entry> eventTypes) {

  static final Json.Format<CatalogIndex> FORMAT = Json.format(CatalogIndex.class);

  /** The schema and the sample lie beside the index, named after the type. */
  record Entry(String type, String category, String description) {}
}
