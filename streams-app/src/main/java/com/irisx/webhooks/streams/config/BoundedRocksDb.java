package com.irisx.webhooks.streams.config;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the native memory of all stores of the process together: Kafka Streams' default is 50 MB
 * of cache and 48 MB of write buffers for each store of each partition.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

  /** Block cache and write buffers of the whole process, bytes. */
  static final long TOTAL_BYTES = 256L << 20;

  /** Of which write buffers, bytes. */
  static final long WRITE_BUFFER_BYTES = 128L << 20;

  static final long WRITE_BUFFER_BYTES_PER_STORE = 8L << 20;
  static final int WRITE_BUFFERS_PER_STORE = 3;

  // Shared for as long as the process lives, so never closed.
  private static final Cache CACHE = new LRUCache(TOTAL_BYTES);
  private static final WriteBufferManager WRITE_BUFFERS =
      new WriteBufferManager(WRITE_BUFFER_BYTES, CACHE);

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(CACHE);
    table.setCacheIndexAndFilterBlocks(true);
    table.setPinTopLevelIndexAndFilter(true);
    options.setWriteBufferManager(WRITE_BUFFERS);
    options.setWriteBufferSize(WRITE_BUFFER_BYTES_PER_STORE);
    options.setMaxWriteBufferNumber(WRITE_BUFFERS_PER_STORE);
    options.setTableFormatConfig(table);
  }

  @Override
  public void close(String storeName, Options options) {
    // Nothing here belongs to one store.
  }
}
