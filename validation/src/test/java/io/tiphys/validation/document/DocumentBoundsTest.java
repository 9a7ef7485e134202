package io.tiphys.validation.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import io.tiphys.validation.Manifests;
import io.tiphys.validation.document.bounds.DocumentReading;
import io.tiphys.validation.document.json.JsonDocument;
import io.tiphys.validation.document.reader.ManifestReader;
import io.tiphys.validation.document.text.TextPlace;
import io.tiphys.validation.document.yaml.YamlDocument;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bounds are stated as work done, not as time: a slow machine changes nothing. */
class DocumentBoundsTest {
    private static final int MIB = 1 << 20;

    @Test
    void takesAHundredLevelsAndRefusesOneMore() {
        assertThat(Manifests.read("{\"a\":" + "[".repeat(99) + "]".repeat(99) + "}")
                        .root()
                        .members())
                .hasSize(1);

        UnreadableDocumentException json = Manifests.refusal("{\"a\":" + "[".repeat(100) + "]".repeat(100) + "}");
        UnreadableDocumentException yaml = Manifests.refusal("a: " + "[".repeat(100) + "]".repeat(100));

        assertThat(json.findings().getFirst().rule()).isEqualTo("nesting-too-deep");
        assertThat(yaml.findings().getFirst().rule()).isEqualTo("nesting-too-deep");
    }

    @Test
    void stopsAtTheHundredthLevelOfAMillion() {
        String[] documents = {
            "{\"a\":".repeat(MIB), "a: " + "[".repeat(MIB), "a:\n" + "- ".repeat(MIB), "? ".repeat(MIB)
        };
        for (String document : documents) {
            String opening = document.substring(0, 5);
            DocumentReading reading = new DocumentReading();

            UnreadableDocumentException failure = catchThrowableOfType(UnreadableDocumentException.class, () -> {
                if (opening.startsWith("{")) {
                    JsonDocument.read(document, reading);
                } else {
                    YamlDocument.read(document, TextPlace.START, document.length(), reading);
                }
            });

            assertThat(failure.isTooLarge()).as(opening).isFalse();
            assertThat(reading.nodes()).as(opening).isLessThanOrEqualTo(DocumentLimits.DEEPEST + 1);
        }
    }

    @Test
    void countsWhatABombOfAliasesRepeatsAndStops() {
        DocumentReading reading = new DocumentReading();

        UnreadableDocumentException failure = catchThrowableOfType(
                UnreadableDocumentException.class, () -> YamlDocument.first(bomb("[%s]"), reading));

        assertThat(failure.findings().getFirst().rule()).isEqualTo("alias-expansion");
        assertThat(reading.nodes()).isLessThan(3 * DocumentLimits.MOST_REPEATED);
    }

    @Test
    void countsWhatABombOfMergeKeysRepeatsAndStops() {
        StringBuilder bomb = new StringBuilder("a0: &a0 {x: 1}\n");
        for (int i = 1; i < 2_000; i++) {
            bomb.append("a%d: &a%d {<<: *a%d, k%d: 1}\n".formatted(i, i, i - 1, i));
        }

        assertThat(Manifests.refusal(bomb.toString()).findings().getFirst().rule())
                .isEqualTo("alias-expansion");
    }

    @Test
    void refusesMoreAnchorsThanAnybodyWrites() {
        StringBuilder document = new StringBuilder();
        for (int i = 0; i <= 10_000; i++) {
            document.append("k%d: &a%d 1\n".formatted(i, i));
        }

        assertThat(Manifests.refusal(document.toString()).findings().getFirst().rule())
                .isEqualTo("alias-expansion");
    }

    @Test
    void stopsWhenNoWorkflowCanHaveSoManyValues() {
        String json = "{\"a\":[" + "0,".repeat(2 * MIB) + "0]}";
        String yaml = "a:\n" + "- 0\n".repeat(MIB);
        for (String document : new String[] {json, yaml}) {
            DocumentReading reading = new DocumentReading();

            UnreadableDocumentException failure = catchThrowableOfType(UnreadableDocumentException.class, () -> {
                if (document.startsWith("{")) {
                    JsonDocument.read(document, reading);
                } else {
                    YamlDocument.read(document, TextPlace.START, document.length(), reading);
                }
            });

            assertThat(failure.description()).contains("more than 250,000 values", "The largest parts: 'a' with 499,");
            assertThat(reading.nodes()).isEqualTo(DocumentReading.MOST_VALUES + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{},", "[],", "0,", "{\"\":0},", "\"\",", "[[]],", "- {}\n", "- []\n", "- 0\n", "- {a: 0}\n"})
    void costsLessThanTenTimesItsSizeWhateverItIsMadeOf(String element) {
        boolean json = element.endsWith(",");
        byte[] document = ((json ? "{\"spec\":[" : "spec:\n")
                        + element.repeat(5 * MIB / element.length())
                        + (json ? "0]}" : ""))
                .getBytes(StandardCharsets.UTF_8);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        Throwable failure = catchThrowable(() -> new ManifestReader().read(document, Optional.empty()));

        assertThat(failure).isInstanceOf(UnreadableDocumentException.class);
        assertThat((threads.getCurrentThreadAllocatedBytes() - before) / document.length)
                .isLessThan(10);
    }

    @Test
    void readsNothingOfADocumentThatIsNoObject() {
        DocumentReading reading = new DocumentReading();

        UnreadableDocumentException failure = catchThrowableOfType(
                UnreadableDocumentException.class,
                () -> YamlDocument.read("- 0\n".repeat(MIB), TextPlace.START, 4 * MIB, reading));

        assertThat(failure.findings().getFirst().rule()).isEqualTo("not-an-object");
        assertThat(reading.nodes()).isZero();
    }

    @Test
    void refusesMoreThanOneMebibyteOfJsonAndNamesTheLargestParts() {
        String document = "{\"kind\": \"Workflow\", \"metadata\": {\"annotations\": {\"a\": \"" + "x".repeat(300_000)
                + "\"}}, \"spec\": {\"entrypoint\": \"main\", \"templates\": [\"" + "y".repeat(900_000) + "\"]}}";

        UnreadableDocumentException problem = Manifests.refusal(document);

        assertThat(problem.isTooLarge()).isTrue();
        assertThat(problem.description())
                .contains("1,048,576", "'spec.templates' with 900,004 bytes, 'metadata' with 300,0");
        assertThat(problem.limit()).isEqualTo(1_048_576);
        assertThat(problem.size()).isGreaterThan(1_048_576);
    }

    @Test
    void measuresWhatAliasesRepeat() {
        String document = "a: &a " + "x".repeat(100_000) + "\nspec:\n  b: ["
                + String.join(", ", Collections.nCopies(11, "*a")) + "]\n";

        UnreadableDocumentException problem = Manifests.refusal(document);

        assertThat(problem.isTooLarge()).isTrue();
        assertThat(problem.description()).contains("'spec.b' with 1,100,0");
    }

    @Test
    void doesNotCountWhiteSpaceAndComments() {
        WorkflowManifest json = Manifests.read("{\"a\":" + " ".repeat(2 * MIB) + "1}");
        WorkflowManifest yaml = Manifests.read("a: 1\n#" + "x".repeat(2 * MIB) + "\n");

        assertThat(json.size()).isEqualTo("{\"a\":1}".length());
        assertThat(yaml.size()).isEqualTo("{\"a\":1}".length());
    }

    @Test
    void takesExactlyOneMebibyteAndNotAByteMore() {
        String frame = "{\"a\":\"\"}";
        String largest = "x".repeat(MIB - frame.length());

        assertThat(Manifests.read("{\"a\":\"" + largest + "\"}").size()).isEqualTo(MIB);
        assertThat(Manifests.refusal("{\"a\":\"" + largest + "x\"}").isTooLarge())
                .isTrue();
    }

    @Test
    void refusesADocumentOfMoreThanFiveMebibytesUnread() {
        UnreadableDocumentException problem = Manifests.refusal(new byte[5 * MIB + 1]);

        assertThat(problem.isTooLarge()).isTrue();
        assertThat(problem.description()).contains("5,242,881", "5,242,880");
    }

    @Test
    void makesNoPointersOfWhatIsInOrder() {
        // A pointer for each value would take 200,000 times 400,000 characters.
        String document = "{\"" + "k".repeat(400_000) + "\":[" + "0,".repeat(200_000) + "0]}";

        assertThat(Manifests.read(document).size()).isEqualTo(document.length());
    }

    @Test
    void showsAHundredViolationsAndCountsTheRest() {
        UnreadableDocumentException problem = Manifests.refusal("{" + "\"a\":0,".repeat(100_000) + "\"a\":0}");

        assertThat(problem.findings()).hasSize(101);
        assertThat(problem.findings().getLast().rule()).isEqualTo("more-violations");
        assertThat(problem.findings().getLast().message()).isEqualTo("There are at least 900 more violations.");
    }

    @Test
    void readsKeysThatCollideInATableOfSymbols() {
        StringBuilder document = new StringBuilder("{");
        for (int i = 0; i < 1 << 14; i++) {
            for (int bit = 0; bit < 14; bit++) {
                document.append(bit == 0 ? "\"" : "").append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            document.append("\":0").append(i + 1 < 1 << 14 ? "," : "}");
        }

        assertThat(Manifests.read(document.toString()).root().members()).hasSize(1 << 14);
    }

    private static String bomb(String list) {
        StringBuilder bomb = new StringBuilder("a0: &a0 [0]\n");
        for (int i = 1; i < 30; i++) {
            String aliases = String.join(", ", Collections.nCopies(10, "*a" + (i - 1)));
            bomb.append("a%d: &a%d ".formatted(i, i))
                    .append(list.formatted(aliases))
                    .append('\n');
        }
        return bomb.toString();
    }
}
