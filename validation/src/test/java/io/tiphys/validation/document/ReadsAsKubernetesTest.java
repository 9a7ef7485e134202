package io.tiphys.validation.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.document.bounds.DocumentReading;
import io.tiphys.validation.document.json.JsonDocument;
import io.tiphys.validation.document.text.DecodedText;
import io.tiphys.validation.document.text.TextPlace;
import io.tiphys.validation.document.yaml.YamlDocument;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.finding.FindingList;
import io.tiphys.validation.oracle.ShortTexts;
import io.tiphys.validation.oracle.TextMutation;
import io.tiphys.validation.oracle.YamlOracle;
import io.tiphys.validation.oracle.YamlTexts;
import io.tiphys.validation.oracle.YamlTexts.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The same JSON as {@code sigs.k8s.io/yaml} in Go, or refused by both, for every text; docs/validation-differences.md lists
 * where ours is stricter.
 */
class ReadsAsKubernetesTest {
    private static final int MUTANTS = Integer.getInteger("tiphys.test.mutants", 4_000);

    /** What is refused here though Kubernetes' reader takes it. */
    private static final Set<String> STRICTER = Set.of(
            DocumentRule.DUPLICATE_KEY.id(),
            DocumentRule.AMBIGUOUS_MERGE.id(),
            DocumentRule.NUL_CHARACTER.id(),
            DocumentRule.NESTING.id(),
            DocumentRule.ALIAS_EXPANSION.id(),
            FindingList.MORE);

    private static YamlOracle oracle;

    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        oracle = YamlOracle.start();
    }

    @AfterAll
    static void stop() throws IOException {
        if (oracle != null) {
            oracle.close();
        }
    }

    @Test
    void everyCaseOfTheTestSuite() throws IOException {
        check("the YAML test suite", YamlTexts.suite());
    }

    @Test
    void argosExamples() throws IOException {
        check("Argo's examples", examples());
    }

    @Test
    void filesOfKubernetesAndItsTools() throws IOException {
        List<Text> texts = new ArrayList<>();
        for (String directory : List.of("k8s.io", "sigs.k8s.io", "github.com/argoproj", "go.yaml.in", "helm.sh")) {
            texts.addAll(YamlTexts.ofModules(directory, 8));
        }
        check("files of Kubernetes and its tools", texts);
    }

    @Test
    void textsThatWereChangedByChance() throws IOException {
        long seed = Long.getLong("tiphys.test.seed", System.nanoTime());
        Random random = new Random(seed);
        TextMutation mutation = new TextMutation(random);
        List<Text> suite = YamlTexts.suite();
        List<Text> examples = examples();
        List<Text> texts = new ArrayList<>();
        for (int i = 0; i < MUTANTS; i++) {
            List<Text> origin = examples.isEmpty() || random.nextBoolean() ? suite : examples;
            Text text = origin.get(random.nextInt(origin.size()));
            texts.add(new Text("mutant " + i + " of " + text.name(), mutation.of(text.content())));
        }
        check("mutants, -Dtiphys.test.seed=" + seed, texts);
    }

    @Test
    void shortTextsOfSigns() throws IOException {
        long seed = Long.getLong("tiphys.test.seed", System.nanoTime());
        ShortTexts signs = new ShortTexts(new Random(seed));
        List<Text> texts = new ArrayList<>();
        for (int i = 0; i < 2 * MUTANTS; i++) {
            texts.add(new Text("short text " + i, signs.next()));
        }
        check("short texts of signs, -Dtiphys.test.seed=" + seed, texts);
    }

    private static List<Text> examples() throws IOException {
        return YamlTexts.ofModules("github.com/argoproj/argo-workflows/v4@v4.0.5/examples", 1);
    }

    private void check(String what, List<Text> texts) throws IOException {
        for (Text text : texts) {
            String outcome = compare(text);
            counts.merge(outcome, 1, Integer::sum);
        }
        System.out.println("Read as Kubernetes reads it, " + what + ": " + texts.size() + " texts, " + counts);
        differences.stream().limit(20).forEach(System.out::println);
        assertThat(differences).as(what).isEmpty();
    }

    private String compare(Text text) throws IOException {
        DocumentReading reading = new DocumentReading();
        Optional<ManifestNode> ours;
        List<Finding> findings;
        try {
            DecodedText decoded = DecodedText.of(text.bytes());
            decoded.requireText(TextPlace.START, decoded.text().length());
            ours = YamlDocument.first(decoded.text(), reading);
            findings = reading.findings();
        } catch (UnreadableDocumentException e) {
            ours = Optional.empty();
            findings = e.findings();
        }
        return outcome(text, ours, findings);
    }

    private String outcome(Text text, Optional<ManifestNode> ours, List<Finding> findings) throws IOException {
        YamlOracle.Answer theirs = oracle.yaml(text.bytes());
        if (!findings.isEmpty()) {
            return refused(text, theirs, findings);
        }
        if (theirs.refused().isPresent()) {
            return differ(text, "Kubernetes alone refuses: " + theirs.refused().get());
        }
        ManifestNode expected = json(theirs.json().orElseThrow());
        boolean same = ours.map(it -> same(it, expected)).orElseGet(() -> isNull(expected));
        return same
                ? "the same JSON"
                : differ(
                        text, "other JSON: " + ours.map(JsonText::of).orElse("none") + " for " + JsonText.of(expected));
    }

    /** go-yaml reads no further than the end of what it takes for the first document: without the rest it says the same. */
    private boolean isNotReadInGo(Text text, YamlOracle.Answer whole, Finding finding) throws IOException {
        String before = new String(text.bytes(), StandardCharsets.UTF_8)
                .lines()
                .limit(finding.line() - 1L)
                .collect(Collectors.joining("\n"));
        return finding.rule().equals(DocumentRule.CHARACTER_NOT_ALLOWED.id())
                && oracle.yaml(before.getBytes(StandardCharsets.UTF_8)).json().equals(whole.json());
    }

    private String refused(Text text, YamlOracle.Answer theirs, List<Finding> findings) throws IOException {
        if (theirs.refused().isPresent()) {
            return "refused by both";
        }
        boolean stricter = findings.stream()
                        .allMatch(it ->
                                STRICTER.contains(it.rule()) || it.message().contains("byte order mark"))
                || isNotReadInGo(text, theirs, findings.get(0));
        return stricter ? "stricter here: " + findings.get(0).rule() : differ(text, "we alone refuse: " + findings);
    }

    private String differ(Text text, String how) {
        String shown =
                text.content().length() < 400 ? text.content() : text.content().substring(0, 400) + "...";
        differences.add(text.name() + ": " + how + "\n" + shown);
        keep(text);
        return "DIFFERENT";
    }

    private void keep(Text text) {
        String directory = System.getProperty("tiphys.test.keep");
        if (directory != null) {
            try {
                Files.write(Path.of(directory).resolve("d" + differences.size() + ".yaml"), text.bytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static ManifestNode json(String json) {
        return Objects.requireNonNull(
                JsonDocument.read("{\"v\":" + json + "}", new DocumentReading()).find("v"));
    }

    private static boolean isNull(ManifestNode node) {
        return node instanceof ManifestScalar scalar && scalar.type() == ManifestScalar.Type.NULL;
    }

    private static boolean same(ManifestNode ours, ManifestNode theirs) {
        if (ours instanceof ManifestScalar one && theirs instanceof ManifestScalar other) {
            return one.type() == other.type() && one.text().equals(other.text());
        }
        if (ours.getClass() != theirs.getClass()
                || ours.content().size() != theirs.content().size()) {
            return false;
        }
        if (ours instanceof ManifestObject one && theirs instanceof ManifestObject other) {
            return one.members().stream().allMatch(it -> {
                ManifestNode match = other.find(Objects.requireNonNull(it.key()).text());
                return match != null && same(it, match);
            });
        }
        for (int i = 0; i < ours.content().size(); i++) {
            if (!same(ours.content().get(i), theirs.content().get(i))) {
                return false;
            }
        }
        return true;
    }
}
