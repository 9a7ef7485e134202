package io.tiphys.validation.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.document.reader.ManifestReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Lines and columns are those of an editor: characters from 1, whatever stands before a value. */
class PositionsTest {
    private static final int DOCUMENTS = 2_000;
    private static final Pattern LINE_END = Pattern.compile("\r\n|\r|\n");
    private static final List<String> BEFORE_VALUES = List.of(" ", "   ", "\t", " \t ", "\t  \t");
    private static final List<String> BEFORE_KEYS =
            List.of("", "'\u6f22 \ud83d\ude00%d': 1\n", "# \ud83d\ude00\u00e4\n", "\n", "  # c\n");
    private static final List<String> LISTS =
            List.of("[%s]", "[\ud83d\ude00, %s]", "[\t%s ,\tb]", "{\"\u00e4\ud83d\ude00\":\t%s}", "[a,\n \t%s]");
    private static final List<String> BEFORE_ALL =
            List.of("", "\uFEFF", "# c\n---\n", "\uFEFF# \u6f22\n---  # c\n", "x: 1\n---\n");
    private static final List<String> LINE_ENDS = List.of("\n", "\r\n");

    private final long seed = Long.getLong("tiphys.test.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void everyKeyAndValueIsWhereAnEditorShowsIt() {
        System.out.println("PositionsTest: -Dtiphys.test.seed=" + seed);
        for (int i = 0; i < DOCUMENTS; i++) {
            String text = document();
            List<ReadDocument> documents = ManifestReader.readAll(text.getBytes(StandardCharsets.UTF_8), 10);
            ManifestObject root = documents
                    .getLast()
                    .manifest()
                    .orElseThrow(() -> new AssertionError(text))
                    .root();

            List<String> wrong = new ArrayList<>();
            collect(root, text.replace("\uFEFF", ""), wrong);

            assertThat(wrong).as("seed " + seed + "\n" + text).isEmpty();
        }
    }

    @Test
    void faultsAreWhereAnEditorShowsThem() {
        for (int i = 0; i < DOCUMENTS; i++) {
            String text = document() + "fault:" + one(BEFORE_VALUES) + "@here\n";
            List<ReadDocument> documents = ManifestReader.readAll(text.getBytes(StandardCharsets.UTF_8), 10);

            assertThat(documents.getLast().failure().orElseThrow().findings())
                    .as("seed " + seed + "\n" + text)
                    .allSatisfy(it -> assertThat(it.line() + ":" + it.column())
                            .isEqualTo(place(text.replace("\uFEFF", ""), "@here")));
        }
    }

    private String document() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            text.append(one(BEFORE_KEYS).formatted(i))
                    .append(key(i))
                    .append(':')
                    .append(one(BEFORE_VALUES));
            text.append(random.nextBoolean() ? value(i) : one(LISTS).formatted(value(i)))
                    .append('\n');
        }
        return (one(BEFORE_ALL) + text).replace("\n", one(LINE_ENDS));
    }

    private String key(int number) {
        return one(List.of("key%d", "'key%d'", "\"key%d\"")).formatted(number);
    }

    private String value(int number) {
        return one(List.of("value%d", "'value%d'", "\"value%d\"")).formatted(number);
    }

    private String one(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static void collect(ManifestNode node, String text, List<String> wrong) {
        ManifestKey key = node.key();
        if (key != null && key.text().startsWith("key")) {
            require(text, key.text(), key.line() + ":" + key.column(), wrong);
        }
        ManifestScalar.stringOf(node)
                .filter(it -> it.startsWith("value"))
                .ifPresent(it -> require(text, it, node.line() + ":" + node.column(), wrong));
        node.content().forEach(child -> collect(child, text, wrong));
    }

    private static void require(String text, String word, String actual, List<String> wrong) {
        int quote = (" " + text).charAt(text.indexOf(word));
        String start = place(text, quote == '\'' || quote == '"' ? (char) quote + word : word);
        if (!actual.equals(start)) {
            wrong.add(word + " is at " + start + ", and is said to be at " + actual);
        }
    }

    /** Counts by other means than the reader does. */
    private static String place(String text, String part) {
        String[] lines = LINE_END.split(text.substring(0, text.indexOf(part)), -1);
        return lines.length + ":" + (lines[lines.length - 1].codePoints().count() + 1);
    }
}
