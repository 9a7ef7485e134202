package io.tiphys.validation.document.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.document.reader.ManifestReader;
import io.tiphys.validation.finding.Finding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each usual mistake in YAML has the hint that ends it, at several places of a document. */
class YamlMistakesTest {
    private static final List<String> PLACES =
            List.of("a: %s\n", "a:\n- %s\nb: c\n", "a:\n- b: %s\n  c: d\n", "a: {b: [x]}\nc: %s\n");

    @ParameterizedTest
    @ValueSource(strings = {"@ada", "%d files", "*.txt", "* * * * *", "*/5 * * * *", "!{{a}}", "!x{y}"})
    void writesTheValueInQuotes(String value) {
        for (String place : PLACES) {
            assertThat(hint(String.format(place.replace("%s", "%1$s"), value)))
                    .as(place)
                    .startsWith("Write \"" + value + "\": ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '\u00a7',
            quoteCharacter = '`',
            value = {
                "a: \"b\" == \"c\"\u00a7Something follows the text in quotes",
                "a: 'b' or c\u00a7Something follows the text in quotes",
                "a: [\"say \"hello\"\"]\u00a7The text in double quotes ends before this",
                "a: 'it's'\u00a7The text in single quotes ends before this",
                "a: [x, 'it''s it's']\u00a7The text in single quotes ends before this",
                "a: \"b~c: \"d\"\u00a7The text in quotes that ends here begins in line 1",
                "a: 'b~c: 'd'\u00a7The text in quotes that ends here begins in line 1",
                "r:~  a\uFF1Ab~  c: d\u00a7Line 2 has a colon of another kind (U+FF1A)",
                "x: y~a:b~c: d\u00a7Line 2 has no space after its colon",
                "x: y~a b~c: d\u00a7Line 2 has no colon",
                "r:~  a:b~  c: d\u00a7Line 2 has no space after its colon",
                "r:~  a b~  c: d\u00a7Line 2 has no colon",
                "a:~  \u2013 b: c~  - d: e\u00a7Line 2 begins with a dash of another kind (U+2013)",
                "a:~  b: c~   d: e\u00a7This line is indented deeper than line 2",
                "a:~- b: c~   d: e\u00a7This line is indented deeper than line 2",
                "a:~- - b~ - - c\u00a7This dash is indented by 1, and that in line 2 by 0",
                "a:~  b: |~  echo one~  echo two\u00a7The text of a block is indented deeper than its key in line 2",
                "a:~    b: c~  d: e\u00a7This line is indented by 2, which no line above it is"
            })
    void namesTheCause(String lines, String hint) {
        assertThat(hint(lines.replace('~', '\n') + "\n")).startsWith(hint);
    }

    @Test
    void saysNothingMoreOfWhatIsNotRecognized() {
        assertThat(hint("a: [b, c\nd: e\n")).isEqualTo("Correct it here, or in the line before.");
    }

    private static String hint(String text) {
        Finding finding = ManifestReader.readAll(text.getBytes(StandardCharsets.UTF_8), 1)
                .get(0)
                .failure()
                .orElseThrow(() -> new AssertionError("can be read: " + text))
                .findings()
                .get(0);
        return Optional.of(finding).flatMap(Finding::hint).orElse("");
    }
}
