package com.irisx.webhooks.streams.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommitNoteTest {

  @Test
  void comesBackAsItWas() {
    CommitNote note = new CommitNote(Long.MAX_VALUE / 4, open(7, 8, 1_000_000_000_000L));

    assertThat(CommitNote.parse(note.text())).isEqualTo(note);
    assertThat(note.text()).startsWith("v1 ");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "v1", "v2 5 1", "v1 5 -1", "v1  5", "from another tool", "v1 é"})
  void whatIsNoNoteTellsNothing(String text) {
    assertThat(CommitNote.parse(text)).isEqualTo(CommitNote.NONE);
    assertThat(CommitNote.parse(text).finished(0)).isFalse();
  }

  @Test
  void aNoteThatWouldBeTooLongClaimsLessToBeFinished() {
    Set<Long> open = LongStream.range(0, 5000).mapToObj(i -> i * 100).collect(ordered());
    String text = new CommitNote(500_000, open).text();

    assertThat(text.length()).isLessThanOrEqualTo(CommitNote.MAX_LENGTH);
    CommitNote read = CommitNote.parse(text);
    assertThat(read.finished(150)).isTrue();
    for (long offset : open) {
      assertThat(read.finished(offset)).isFalse();
    }
    assertThat(read.finished(499_999)).isFalse();
  }

  @Test
  void holdsEverythingThatALaneCanHaveInFlight() {
    Set<Long> open = LongStream.range(0, 512).mapToObj(i -> i * 1000).collect(ordered());
    CommitNote note = new CommitNote(600_000, open);

    assertThat(CommitNote.parse(note.text())).isEqualTo(note);
  }

  private static Set<Long> open(long... offsets) {
    return LongStream.of(offsets).boxed().collect(ordered());
  }

  private static java.util.stream.Collector<Long, ?, Set<Long>> ordered() {
    return Collectors.toCollection(LinkedHashSet::new);
  }
}
