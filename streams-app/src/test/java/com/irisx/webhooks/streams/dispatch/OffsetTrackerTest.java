package com.irisx.webhooks.streams.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OffsetTrackerTest {

  private final OffsetTracker tracker = new OffsetTracker(CommitNote.NONE);

  @Test
  void commitsBehindTheLastRecordWhenAllAreFinished() {
    take(5, 6, 7);
    finish(5, 6, 7);

    assertThat(committed()).isEqualTo(8);
  }

  @Test
  void staysAtTheLowestRecordThatIsNotFinished() {
    take(5, 6, 7);
    finish(6, 7);

    assertThat(committed()).isEqualTo(5);
  }

  @Test
  void movesOnWhenTheLowestFinishes() {
    take(5, 6, 7, 8);
    finish(7, 5);
    assertThat(committed()).isEqualTo(6);

    finish(6);
    assertThat(committed()).isEqualTo(8);
  }

  @Test
  void gapsInTheOffsetsDoNotMatter() {
    take(5, 9, 40);
    finish(5);
    assertThat(committed()).isEqualTo(9);

    finish(9, 40);
    assertThat(committed()).isEqualTo(41);
  }

  @Test
  void offersNothingToCommitUntilSomethingChanges() {
    assertThat(tracker.takeUncommitted()).isEmpty();

    take(5);
    finish(5);
    assertThat(committed()).isEqualTo(6);
    assertThat(tracker.takeUncommitted()).isEmpty();

    tracker.commitFailed();
    assertThat(committed()).isEqualTo(6);
  }

  @Test
  void isIdleWhenEverythingTakenIsFinished() {
    assertThat(tracker.idle()).isTrue();
    take(5, 6);
    finish(6);
    assertThat(tracker.idle()).isFalse();
    finish(5);
    assertThat(tracker.idle()).isTrue();
  }

  @Test
  void asSuccessorTakesOnlyWhatItsPredecessorDidNotFinish() {
    take(5, 6, 7, 8, 9);
    finish(6, 8, 9);
    var committed = tracker.takeUncommitted().orElseThrow();
    assertThat(committed.offset()).isEqualTo(5);

    OffsetTracker successor = new OffsetTracker(CommitNote.parse(committed.metadata()));
    assertThat(successor.take(5)).isTrue();
    assertThat(successor.take(6)).isFalse();
    assertThat(successor.take(7)).isTrue();
    assertThat(successor.take(8)).isFalse();
    assertThat(successor.take(9)).isFalse();
    assertThat(successor.take(10)).isTrue();

    successor.finish(5);
    successor.finish(7);
    assertThat(successor.takeUncommitted().orElseThrow().offset()).isEqualTo(10);
  }

  /**
   * However records finish and owners crash: nothing unfinished is passed, nothing finished again.
   */
  @Test
  void noRecordIsLostOrRepeatedOverManyOwners() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    int records = 3000;
    Set<Long> finishedAndCommitted = new TreeSet<>();
    long position = 0;
    String note = "";
    while (position < records) {
      OffsetTracker owner = new OffsetTracker(CommitNote.parse(note));
      List<Long> open = new ArrayList<>();
      Set<Long> finished = new TreeSet<>();
      long next = position;
      for (int step = random.nextInt(400); step > 0; step--) {
        if (random.nextBoolean() && next < records) {
          boolean taken = owner.take(next);
          assertThat(taken)
              .as("seed %d, offset %d", seed, next)
              .isEqualTo(!finishedAndCommitted.contains(next));
          if (taken) {
            open.add(next);
          }
          next++;
        } else if (!open.isEmpty()) {
          long offset = open.remove(random.nextInt(open.size()));
          owner.finish(offset);
          finished.add(offset);
        }
      }
      var committed = owner.takeUncommitted();
      if (committed.isPresent()) {
        position = committed.get().offset();
        note = committed.get().metadata();
        finishedAndCommitted.addAll(finished);
      }
    }
    assertThat(finishedAndCommitted).as("seed %d", seed).hasSize(records);
  }

  private void take(long... offsets) {
    for (long offset : offsets) {
      assertThat(tracker.take(offset)).isTrue();
    }
  }

  private void finish(long... offsets) {
    for (long offset : offsets) {
      tracker.finish(offset);
    }
  }

  private long committed() {
    return tracker.takeUncommitted().orElseThrow().offset();
  }
}
