package com.irisx.webhooks.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What passes which filter, in examples. */
class FilterMatchTest {

  private static boolean matches(String filter, String data) throws InvalidFilterException {
    byte[] bytes = ("  " + data + " ").getBytes(UTF_8);
    return Filter.parse(new FilterText(filter))
        .matches(DataReader.read(bytes, 1, bytes.length - 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          yes | {}                                        | {"a":1}
          yes | {}                                        | 7
          yes | {"a":["x"]}                               | {"a":"x","b":1}
          no  | {"a":["x"]}                               | {"a":"X"}
          no  | {"a":["x"]}                               | {"b":"x"}
          no  | {"a":["x"]}                               | {}
          no  | {"a":["x"]}                               | "x"
          no  | {"a":["x"]}                               | null
          no  | {"a":["x"]}                               | {"a":{"a":"x"}}
          yes | {"a":["x","y"]}                           | {"a":"y"}
          yes | {"a":["x"],"b":["y"]}                     | {"b":"y","a":"x"}
          no  | {"a":["x"],"b":["y"]}                     | {"a":"x","b":"z"}
          yes | {"a":[30]}                                | {"a":30.0}
          yes | {"a":[30]}                                | {"a":3e1}
          yes | {"a":[0]}                                 | {"a":-0.0}
          no  | {"a":[30]}                                | {"a":"30"}
          no  | {"a":["30"]}                              | {"a":30}
          yes | {"a":[0.1]}                               | {"a":0.10}
          no  | {"a":[12345678901234567890.1]}            | {"a":12345678901234567890.2}
          yes | {"a":[true]}                              | {"a":true}
          no  | {"a":[true]}                              | {"a":"true"}
          no  | {"a":[false]}                             | {"a":null}
          yes | {"a":[null]}                              | {"a":null}
          no  | {"a":[null]}                              | {}
          yes | {"a":["ü"]}                               | {"a":"\\u00fc"}
          yes | {"a":{"b":["x"]}}                         | {"a":{"b":"x"}}
          no  | {"a":{"b":["x"]}}                         | {"a":{"c":"x"}}
          no  | {"a":{"b":["x"]}}                         | {"a":"x"}
          no  | {"a":{"b":["x"]}}                         | {}
          yes | {"a":[{"prefix":"+1"}]}                   | {"a":"+14155550100"}
          no  | {"a":[{"prefix":"+1"}]}                   | {"a":"14155550100"}
          no  | {"a":[{"prefix":"1"}]}                    | {"a":14}
          yes | {"a":[{"suffix":".example"}]}             | {"a":"x.example"}
          no  | {"a":[{"suffix":".example"}]}             | {"a":"x.example.com"}
          yes | {"a":[{"anything-but":["x",1,null]}]}     | {"a":"y"}
          no  | {"a":[{"anything-but":["x",1,null]}]}     | {"a":1.0}
          no  | {"a":[{"anything-but":["x",1,null]}]}     | {"a":null}
          no  | {"a":[{"anything-but":["x"]}]}            | {}
          no  | {"a":[{"anything-but":["x"]}]}            | {"a":{}}
          yes | {"a":[{"exists":true}]}                   | {"a":null}
          yes | {"a":[{"exists":true}]}                   | {"a":[]}
          yes | {"a":[{"exists":true}]}                   | {"a":{"b":1}}
          no  | {"a":[{"exists":true}]}                   | {}
          yes | {"a":[{"exists":false}]}                  | {}
          yes | {"a":[{"exists":false}]}                  | [1]
          no  | {"a":[{"exists":false}]}                  | {"a":null}
          yes | {"a":{"b":[{"exists":false}]}}            | {}
          yes | {"a":{"b":[{"exists":false}]}}            | {"a":"x"}
          yes | {"a":{"b":[{"exists":false}]}}            | {"a":[]}
          no  | {"a":{"b":[{"exists":false}]}}            | {"a":{"b":1}}
          yes | {"a":[{"exists":false},"x"]}              | {"a":"x"}
          yes | {"a":[{"numeric":["=",3]}]}               | {"a":3.00}
          yes | {"a":[{"numeric":["<",3]}]}               | {"a":2.99}
          no  | {"a":[{"numeric":["<",3]}]}               | {"a":3}
          yes | {"a":[{"numeric":["<=",3]}]}              | {"a":3}
          no  | {"a":[{"numeric":[">",3]}]}               | {"a":3}
          yes | {"a":[{"numeric":[">=",30,"<",100]}]}     | {"a":30}
          no  | {"a":[{"numeric":[">=",30,"<",100]}]}     | {"a":100}
          yes | {"a":[{"numeric":[">=",-1e3]}]}           | {"a":-999.5}
          no  | {"a":[{"numeric":[">",0]}]}               | {"a":"1"}
          yes | {"a":["x"]}                               | {"a":["y","x"]}
          yes | {"a":["x"]}                               | {"a":[["x"]]}
          no  | {"a":["x"]}                               | {"a":[]}
          yes | {"a":[{"anything-but":["x"]}]}            | {"a":["x","y"]}
          no  | {"a":[{"anything-but":["x"]}]}            | {"a":["x"]}
          yes | {"a":{"b":["x"],"c":[1]}}                 | {"a":[{"b":"y"},{"b":"x","c":1}]}
          no  | {"a":{"b":["x"],"c":[1]}}                 | {"a":[{"b":"x"},{"c":1}]}
          yes | {"a":["x"]}                               | {"a":"y","a":"x"}
          yes | {"a.b":["x"]}                             | {"a.b":"x"}
          """)
  void inExamples(String passes, String filter, String data) throws Exception {
    assertThat(matches(filter, data)).isEqualTo(passes.equals("yes"));
  }

  /** Nothing here may cost more than the event is worth, or fail. */
  @Test
  void aNumberThatIsTooLongIsUnlikeAllOthers() throws Exception {
    for (String number :
        new String[] {"9".repeat(250_000), "1e9999999999", "0." + "1".repeat(2000)}) {
      String data = "{\"a\":" + number + "}";
      assertThat(matches("{\"a\":[1]}", data)).isFalse();
      assertThat(matches("{\"a\":[{\"numeric\":[\">=\",0]}]}", data)).isFalse();
      assertThat(matches("{\"a\":[{\"anything-but\":[1]}]}", data)).isTrue();
      assertThat(matches("{\"a\":[{\"exists\":true}]}", data)).isTrue();
    }
    assertThat(matches("{\"a\":[{\"numeric\":[\">\",1]}]}", "{\"a\":1e999999999}")).isTrue();
  }
}
