package com.irisx.webhooks.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.irisx.webhooks.schema.Json;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What holds for every filter and all data. */
class FilterPropertiesTest {

  private static final long SEED = Long.getLong("seed", System.nanoTime());
  private static final int ROUNDS = 20_000;

  private final RandomFilters random = new RandomFilters(new Random(SEED));

  @BeforeAll
  static void say() {
    System.out.println("seed " + SEED);
  }

  @Test
  void whatIsWrittenIsReadAgain() throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      Filter filter = random.filter();
      String written = RandomFilters.written(filter.root());

      assertThat(Filter.parse(new FilterText(written)))
          .as("seed %s: %s", SEED, written)
          .isEqualTo(filter);
    }
  }

  /** Through the API, the table and the topic. */
  @Test
  void aFilterWithinOtherJsonStaysAsItIs() {
    for (int i = 0; i < ROUNDS / 10; i++) {
      FilterText text = new FilterText(RandomFilters.written(random.filter().root()));
      String json = Json.MAPPER.writeValueAsString(text);

      assertThat(json).isEqualTo(text.json());
      assertThat(Json.MAPPER.readValue(json, FilterText.class)).isEqualTo(text);
      JsonNode tree = Json.MAPPER.valueToTree(text);
      assertThat(tree.toString()).isEqualTo(text.json());
      assertThat(Json.MAPPER.treeToValue(tree, FilterText.class)).isEqualTo(text);
    }
  }

  @Test
  void aFilterDecidesAsTheDefinitionReadNaively() {
    int passed = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Filter filter = random.filter();
      String written = RandomFilters.written(filter.root());
      String data = random.object(1);
      boolean expected =
          NaiveFilter.matches(Json.MAPPER.readTree(written), Json.MAPPER.readTree(data));
      byte[] bytes = data.getBytes(UTF_8);

      assertThat(filter.matches(DataReader.read(bytes, 0, bytes.length)))
          .as("seed %s: %s of %s", SEED, written, data)
          .isEqualTo(expected);
      passed += expected ? 1 : 0;
    }
    // Else the test says nothing.
    assertThat(passed).isBetween(ROUNDS / 50, ROUNDS - ROUNDS / 50);
  }
}
