package com.irisx.webhooks.admin.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.irisx.webhooks.schema.Command;
import com.irisx.webhooks.schema.Delivery;
import com.irisx.webhooks.schema.DeliveryHeaders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What commands change before the scheduler has said anything: a test delivery appears, with its
 * payload, as an event's does; a delivery that is sent again is pending again. The others show in
 * outcomes and states alone.
 */
@Component
final class CommandProjection implements Projection<CommandProjection.Given> {

  private final TransactionOperations transaction;
  private final Arrivals arrivals;
  private final RunProjection runs;

  CommandProjection(TransactionOperations transaction, Arrivals arrivals, RunProjection runs) {
    this.transaction = transaction;
    this.arrivals = arrivals;
    this.runs = runs;
  }

  /**
   * A command.
   *
   * @param at when it entered the log
   */
  record Given(Command command, Instant at) {}

  @Override
  public Given read(ConsumerRecord<byte[], byte[]> record) throws PoisonRecordException {
    Instant at = ArrivalReader.time(record);
    if (record.key() == null) {
      throw new PoisonRecordException("the record has no key");
    }
    try {
      UUID webhookId = UUID.fromString(new String(record.key(), UTF_8));
      byte[] body = record.value() == null ? new byte[0] : record.value();
      return new Given(Command.of(webhookId, record.headers(), body), at);
    } catch (DeliveryHeaders.MalformedHeaderException e) {
      throw new PoisonRecordException(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw new PoisonRecordException("the key is no webhook id");
    }
  }

  /**
   * The two kinds in a transaction each: one that took new rows, then statistics, then old rows
   * could wait for the outcomes' while that waits for it.
   */
  @Override
  public void write(List<Given> batch) {
    batch.stream()
        .collect(Collectors.partitioningBy(given -> given.command() instanceof Command.Test))
        .values()
        .stream()
        .filter(kind -> !kind.isEmpty())
        .forEach(kind -> transaction.executeWithoutResult(tx -> writeLocked(kind)));
  }

  /** In a transaction that runs already; tests alone, or none. */
  void writeLocked(List<Given> batch) {
    List<Arrival> tests = new ArrayList<>();
    List<RunProjection.Run> again = new ArrayList<>();
    for (Given given : batch) {
      if (given.command() instanceof Command.Test test) {
        tests.add(new Arrival(test.delivery(), given.at(), test.body()));
      } else if (given.command() instanceof Command.Retry retry) {
        Delivery delivery = retry.delivery();
        again.add(new RunProjection.Run(delivery, given.at()));
      }
    }
    arrivals.storePayloads(tests);
    arrivals.addPending(tests);
    runs.writeLocked(again);
  }
}
