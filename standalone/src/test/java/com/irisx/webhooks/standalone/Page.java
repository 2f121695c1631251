package com.irisx.webhooks.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A page of documentation. Parts of it are made from code; they stand between two marks. {@code
 * -Dwebhooks.docs.write=true} writes them anew instead of comparing.
 */
record Page(Path file) {

  static final Path DOCS = Path.of("..", "docs");

  static Page named(String name) {
    return new Page(DOCS.resolve(name));
  }

  String text() throws IOException {
    return Files.readString(file);
  }

  /** Asserts that the part called {@code name} is {@code expected}. */
  void assertPart(String name, String expected) throws IOException {
    String begin = "<!-- " + name + ": made from code by a test -->\n";
    String end = "<!-- end of " + name + " -->";
    String text = text();
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    assertThat(from).as("the mark '%s' in %s", begin.strip(), file).isNotNegative();
    assertThat(to).as("the mark '%s' in %s", end, file).isGreaterThan(from);
    from += begin.length();
    if (Boolean.getBoolean("webhooks.docs.write")) {
      Files.writeString(file, text.substring(0, from) + expected + text.substring(to));
      return;
    }
    assertThat(text.substring(from, to))
        .as("%s in %s; -Dwebhooks.docs.write=true writes it anew", name, file)
        .isEqualTo(expected);
  }

  /** The first column of the table rows below {@code heading}, without code marks. */
  List<String> firstColumn(String heading) throws IOException {
    String text = text();
    int from = text.indexOf("\n" + heading + "\n");
    assertThat(from).as("the heading '%s' in %s", heading, file).isNotNegative();
    List<String> cells = new ArrayList<>();
    int rows = 0;
    for (String line : text.substring(from + heading.length() + 2).lines().toList()) {
      if (line.startsWith("#")) {
        break;
      }
      if (line.startsWith("|") && rows++ > 1) {
        cells.add(line.split("\\|", -1)[1].strip().replace("`", ""));
      } else if (!line.startsWith("|")) {
        rows = 0;
      }
    }
    return cells;
  }
}
