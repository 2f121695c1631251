import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * One domain event in each of the three forms. Nothing but Kafka's own client is needed:
 *
 * <pre>java -cp 'standalone/target/lib/*' docs/examples/ProduceEvents.java localhost:9092 acme</pre>
 */
public final class ProduceEvents {

  private static final String DATA =
      """
      {"call_sid":"CA5d3f1c7e9b2a4d6f8e0c1b3a5d7f9e21","from":"+14155550100","to":"+14155550199",\
      "direction":"inbound","duration_seconds":42}""";

  public static void main(String[] arguments) throws Exception {
    String tenant = arguments[1];
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", arguments[0],
            // No event is lost with a broker, and none is written twice by the client's own retries.
            "acks", "all",
            "enable.idempotence", true);
    try (var producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      // The key decides the order of events among each other on the topic; any will do.
      var nativeEvent =
          new ProducerRecord<>(
              "events.call",
              "CA5d3f1c7e9b2a4d6f8e0c1b3a5d7f9e21",
              """
              {"id":"call-1-completed","tenant_id":"%s","type":"call.completed",\
              "occurred_at":"2025-10-29T12:00:00Z","data":%s}"""
                  .formatted(tenant, DATA));

      var structured =
          new ProducerRecord<String, String>(
              "events.call",
              """
              {"specversion":"1.0","id":"call-2-completed","source":"/calls/eu-1",\
              "type":"call.completed","tenantid":"%s","time":"2025-10-29T12:00:00Z",\
              "datacontenttype":"application/json","data":%s}"""
                  .formatted(tenant, DATA));
      structured.headers().add("content-type", "application/cloudevents+json".getBytes(UTF_8));

      var binary = new ProducerRecord<String, String>("events.call", DATA);
      Map.of(
              "ce_specversion", "1.0",
              "ce_id", "call-3-completed",
              "ce_source", "/calls/eu-1",
              "ce_type", "call.completed",
              "ce_tenantid", tenant,
              "ce_time", "2025-10-29T12:00:00Z",
              "content-type", "application/json")
          .forEach((name, value) -> binary.headers().add(name, value.getBytes(UTF_8)));

      for (var event : java.util.List.of(nativeEvent, structured, binary)) {
        Future<RecordMetadata> sent = producer.send(event);
        // Waited for here to show where it is; a service checks the callback instead.
        System.out.println("sent to " + sent.get());
      }
    }
  }
}
