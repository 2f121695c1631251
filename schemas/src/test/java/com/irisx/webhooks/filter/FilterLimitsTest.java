package com.irisx.webhooks.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no filter, and where it says so. */
class FilterLimitsTest {

  private static String problems(String filter) {
    try {
      Filter.parse(new FilterText(filter));
      return "";
    } catch (InvalidFilterException e) {
      return e.problems().stream()
          .map(InvalidFilterException.Problem::path)
          .collect(Collectors.joining(" "));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          a                     | {"a":"x"}
          a                     | {"a":1}
          a                     | {"a":null}
          a                     | {"a":[]}
          a                     | {"a":{}}
          a.b                   | {"a":{"b":true}}
          a[1]                  | {"a":["x",["y"]]}
          a[0]                  | {"a":[{}]}
          a[0]                  | {"a":[{"prefix":"x","suffix":"y"}]}
          a[0].regex            | {"a":[{"regex":".*"}]}
          a[0].Prefix           | {"a":[{"Prefix":"x"}]}
          a[0].prefix           | {"a":[{"prefix":1}]}
          a[0].prefix           | {"a":[{"prefix":""}]}
          a[0].suffix           | {"a":[{"suffix":["x"]}]}
          a[0].exists           | {"a":[{"exists":"true"}]}
          a[0].anything-but     | {"a":[{"anything-but":"x"}]}
          a[0].anything-but     | {"a":[{"anything-but":[]}]}
          a[0].anything-but[1]  | {"a":[{"anything-but":["x",{"prefix":"y"}]}]}
          a[0].anything-but[0]  | {"a":[{"anything-but":[["x"]]}]}
          from[0].numeric       | {"from":[{"numeric":30}]}
          from[0].numeric       | {"from":[{"numeric":[]}]}
          from[0].numeric       | {"from":[{"numeric":[">="]}]}
          from[0].numeric       | {"from":[{"numeric":[">=","30"]}]}
          from[0].numeric       | {"from":[{"numeric":["==",30]}]}
          from[0].numeric       | {"from":[{"numeric":[30,">="]}]}
          from[0].numeric       | {"from":[{"numeric":[">",1,"<",2,"=",3]}]}
          from[0].numeric       | {"from":[{"numeric":[">",1e99999999999]}]}
          a[0]                  | {"a":[1e99999999999]}
          a[0]                  | {"a":["\\u0000"]}
          a[0]                  | {"a":["\\ud800"]}
          a[0].suffix           | {"a":[{"suffix":"\\udc00"}]}
          a b[0].exists         | {"a b":[{"exists":0}]}
          a[0].prefix b.c c.d[1] | {"a":[{"prefix":0}],"b":{"c":1},"c":{"d":["x",[]]}}
          """)
  void theMemberAtFaultIsNamed(String paths, String filter) {
    assertThat(problems(filter)).isEqualTo(paths);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"[]", "7", "null", "\"a\"", "{", "{} {}", "{\"a\":[Infinity]}", "` `"})
  void whatIsNoObjectIsNoFilter(String filter) {
    assertThatExceptionOfType(InvalidFilterException.class)
        .isThrownBy(() -> Filter.parse(new FilterText(filter)))
        .satisfies(e -> assertThat(e.problems().get(0).path()).isEmpty());
  }

  @Test
  void asManyAlternativesAsAllowed() {
    assertThat(problems(alternatives(Filter.MAX_ALTERNATIVES))).isEmpty();
    assertThat(said(alternatives(Filter.MAX_ALTERNATIVES + 1)))
        .isEqualTo("it has more than 64 alternatives in all");
    assertThat(problems("{\"a\":[{\"anything-but\":" + numbers(Filter.MAX_ALTERNATIVES) + "}]}"))
        .isEmpty();
    assertThat(said("{\"a\":[{\"anything-but\":" + numbers(Filter.MAX_ALTERNATIVES + 1) + "}]}"))
        .contains("64");
    String both = "{\"a\":" + numbers(40) + ",\"b\":[{\"anything-but\":" + numbers(25) + "}]}";
    assertThat(said(both)).contains("64");
  }

  @Test
  void asDeepAsAllowed() {
    assertThat(problems(deep(Filter.MAX_DEPTH))).isEmpty();
    assertThat(problems(deep(Filter.MAX_DEPTH + 1))).isEqualTo("a.a.a.a.a");
    assertThat(said("{\"a\":".repeat(600) + "1" + "}".repeat(600))).contains("JSON");
  }

  @Test
  void asLongAsAllowedCountedInBytes() {
    int frame = "{\"a\":[\"\"]}".length();
    assertThat(problems("{\"a\":[\"" + "x".repeat(Filter.MAX_BYTES - frame) + "\"]}")).isEmpty();
    assertThat(said("{\"a\":[\"" + "x".repeat(Filter.MAX_BYTES - frame + 1) + "\"]}"))
        .isEqualTo("it has more than 4096 bytes");
    assertThat(said("{\"a\":[\"" + "ü".repeat(Filter.MAX_BYTES / 2) + "\"]}")).contains("4096");
  }

  @Test
  void aMessageHasOneShortLineWhateverTheNamesAre() {
    String said = said("{\"a\\r\\nforged: x" + "y".repeat(500) + "\":1}");

    assertThat(said).startsWith("a??forged: x").hasSizeLessThan(300);
  }

  private static String said(String filter) {
    try {
      Filter.parse(new FilterText(filter));
      return "";
    } catch (InvalidFilterException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String alternatives(int count) {
    return "{\"a\":" + numbers(count) + "}";
  }

  private static String numbers(int count) {
    return IntStream.range(0, count)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String deep(int objects) {
    return "{\"a\":".repeat(objects) + "[1]" + "}".repeat(objects);
  }
}
