package com.irisx.webhooks.streams.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.schema.Subscription;
import java.util.UUID;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * The global table of webhooks: a copy of the compacted subscriptions topic on the disk of every
 * instance, and the one writer of its store. Keys are laid out by {@link SubscriptionKeys}.
 *
 * <p>A value older than the known one is ignored: capture may repeat what it published before a
 * crash. Records that cannot be read are logged and passed over here; SCHEDULE, which reads the
 * same topic, sets them aside.
 */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init first.
public final class SubscriptionTable implements Processor<byte[], byte[], Void, Void> {

  static final String STORE = "subscriptions";

  private static final Logger LOG = LoggerFactory.getLogger(SubscriptionTable.class);

  private final SubscriptionIndex index;
  private KeyValueStore<Bytes, byte[]> store;

  private SubscriptionTable(SubscriptionIndex index) {
    this.index = index;
  }

  /** Adds the table of {@code topic} to a topology and lets {@code index} read it. */
  public static void addTo(Topology topology, String topic, SubscriptionIndex index) {
    topology.addGlobalStore(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(STORE), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled(),
        "subscriptions-source",
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        topic,
        "subscription-table",
        () -> new SubscriptionTable(index));
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    store = context.getStateStore(STORE);
    index.open(store);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (record.key() == null) {
      LOG.error("passed over a webhook without a key");
      return;
    }
    try {
      UUID webhookId = UUID.fromString(new String(record.key(), UTF_8));
      if (record.value() == null) {
        delete(webhookId);
      } else {
        put(webhookId, Subscription.FORMAT.read(record.value()), record.value());
      }
    } catch (IllegalArgumentException | JacksonException e) {
      LOG.error("passed over an unreadable webhook: {}", e.getMessage());
    }
  }

  private void put(UUID webhookId, Subscription subscription, byte[] value) {
    Bytes key = SubscriptionKeys.webhook(subscription.tenantId(), webhookId);
    byte[] known = store.get(key);
    if (known != null && Subscription.FORMAT.read(known).version() >= subscription.version()) {
      return;
    }
    store.put(SubscriptionKeys.tenantOf(webhookId), subscription.tenantId().getBytes(UTF_8));
    store.put(key, value);
    index.changed(subscription.tenantId(), webhookId);
  }

  private void delete(UUID webhookId) {
    byte @Nullable [] tenant = store.delete(SubscriptionKeys.tenantOf(webhookId));
    if (tenant == null) {
      return;
    }
    String tenantId = new String(tenant, UTF_8);
    store.delete(SubscriptionKeys.webhook(tenantId, webhookId));
    index.changed(tenantId, webhookId);
  }
}
