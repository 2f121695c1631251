package com.irisx.webhooks.admin.projection;

import com.irisx.webhooks.admin.database.SqlState;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Takes a batch from a topic to its projection. Whatever it throws, the container offers the batch
 * again until it is written; only then are its offsets committed. Poison goes to the rejected
 * records, after the rest was written, so that a batch offered again does not send it again.
 *
 * <p>Threading: one thread for each consumer.
 */
final class ProjectionListener<T> implements BatchMessageListener<byte[], byte[]> {

  private final Projection<T> projection;
  private final RejectedRecords rejected;

  ProjectionListener(Projection<T> projection, RejectedRecords rejected) {
    this.projection = projection;
    this.rejected = rejected;
  }

  private record Read<T>(ConsumerRecord<byte[], byte[]> record, T value) {}

  @Override
  public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
    List<RejectedRecords.Rejection> poison = new ArrayList<>();
    List<Read<T>> batch = new ArrayList<>(records.size());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        T value = projection.read(record);
        if (value != null) {
          batch.add(new Read<>(record, value));
        }
      } catch (PoisonRecordException e) {
        poison.add(new RejectedRecords.Rejection(record, String.valueOf(e.getMessage())));
      }
    }
    poison.addAll(write(batch));
    rejected.send(poison);
  }

  /** Writes the batch, and says which of its records the database will never take. */
  private List<RejectedRecords.Rejection> write(List<Read<T>> batch) {
    try {
      projection.write(batch.stream().map(Read::value).toList());
      return List.of();
    } catch (DataAccessException e) {
      // A database in a bad state refuses every record; only wrong values are a record's own fault.
      if (!SqlState.of(e).isWrongData()) {
        throw e;
      }
      return batch.size() == 1 ? List.of(refused(batch.get(0), e)) : writeHalves(batch);
    }
  }

  /** Finds the record at fault in few steps; the others are written. */
  private List<RejectedRecords.Rejection> writeHalves(List<Read<T>> batch) {
    int middle = batch.size() / 2;
    List<RejectedRecords.Rejection> refused = new ArrayList<>(write(batch.subList(0, middle)));
    refused.addAll(write(batch.subList(middle, batch.size())));
    return refused;
  }

  private static RejectedRecords.Rejection refused(Read<?> read, DataAccessException failure) {
    return new RejectedRecords.Rejection(
        read.record(), "the database refuses it: " + failure.getMostSpecificCause().getMessage());
  }
}
