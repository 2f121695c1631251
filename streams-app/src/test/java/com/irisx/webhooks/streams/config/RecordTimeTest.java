package com.irisx.webhooks.streams.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class RecordTimeTest {

  private final RecordTime time = new RecordTime();

  @Test
  void aRecordHasItsOwnTime() {
    assertThat(time.extract(record(7), 99)).isEqualTo(7);
    assertThat(time.extract(record(0), 99)).isZero();
  }

  @Test
  void aRecordWithoutOneHasThatOfTheOneBeforeIt() {
    assertThat(time.extract(record(-1), 99)).isEqualTo(99);
    assertThat(time.extract(record(-1), -1)).isZero();
  }

  @Test
  void bothPartsTakeRecordsWithoutOne() {
    StreamsSettings settings = StreamsSettings.of(StreamsSettingsTest.required());
    String key = StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG;
    assertThat(PartSettings.route(settings).get(key)).isEqualTo(RecordTime.class);
    assertThat(PartSettings.schedule(settings).get(key)).isEqualTo(RecordTime.class);
  }

  private static ConsumerRecord<Object, Object> record(long timestamp) {
    return new ConsumerRecord<>(
        "events.call",
        0,
        0,
        timestamp,
        TimestampType.CREATE_TIME,
        0,
        0,
        new Object(),
        new Object(),
        new RecordHeaders(),
        Optional.empty());
  }
}
