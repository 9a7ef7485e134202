package io.tiphys.validation.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.tiphys.validation.files.FileSet;
import io.tiphys.validation.files.SourceFile;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.oracle.TextMutation;
import io.tiphys.validation.oracle.YamlOracle;
import io.tiphys.validation.rule.RuleSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same verdict as {@code argo lint --offline}, on Argo's examples and on mistakes made in them by chance. */
class ArgoAgreementIT {
    private static final int MUTANTS = Integer.getInteger("tiphys.test.mutants", 2_400);
    private static final int BATCH = 60;

    /** The share of documents on which both differ for no reason that docs/validation-differences.md has. */
    private static final double MOST_UNEXPLAINED = 0.001;

    private static final Path PEOPLE = Path.of("src/test/resources/io/tiphys/validation/people");

    /**
     * Documents of which Argo's lint says nothing: lists of objects, misspelled kinds, bodies of Argo's API, merge keys
     * that are overridden, and JSON that it does not take for JSON because of a byte order mark.
     */
    private static final Set<String> LEFT_OUT_BY_ARGO = Set.of(
            "verdicts.txt",
            "11-kubectl-list.yaml",
            "16-anchors.yaml",
            "53-lower-case-kind.yaml",
            "176-json-with-mark.json",
            "267-api-wrapper-wrong.json",
            "268-api-wrapper-cron.json");

    private static ArgoCommand argo;
    private static Corpus corpus;

    @BeforeAll
    static void find() throws IOException {
        Shares.forget();
        if (ArgoCommand.find().isEmpty() || ArgoCommand.examples().isEmpty()) {
            String reason =
                    "skipped: the argo command of the testbed or Argo's examples are not there; testbed/up brings both";
            System.out.println(reason);
            abort(reason);
        }
        argo = ArgoCommand.find().get();
        corpus = new Corpus(ArgoCommand.examples().get());
    }

    @Test
    void hasARowForEachStricterRule() throws IOException {
        for (Stricter stricter : Stricter.values()) {
            assertThat(stricter.isDocumented()).as(stricter.toString()).isTrue();
        }
    }

    @Test
    void agreesOnEveryExample() throws IOException {
        Map<Path, String> refused = argo.refusals(corpus.files(), List.of());
        Map<Path, Finding> found = ours(corpus.files());
        found.keySet().removeIf(file -> file.endsWith(Corpus.TWICE));
        found.values().removeIf(it -> Stricter.of(it).isPresent());

        System.out.println("Argo's examples: " + corpus.files().size() + " files, Argo refuses " + refused.size()
                + ", we refuse " + found.size());
        assertThat(found.keySet()).isEqualTo(refused.keySet());
    }

    @Test
    void agreesOnMutants(@TempDir Path directory) throws IOException {
        long seed = Long.getLong("tiphys.test.seed", System.nanoTime());
        Random random = new Random(seed);
        Path cluster = Files.writeString(directory.resolve("cluster.yaml"), corpus.clusterTemplates());
        Comparison comparison = new Comparison("changed trees", List.of(cluster), file -> false);
        for (int first = 0; first < MUTANTS / 2; first += BATCH) {
            Map<Path, String> batch = new TreeMap<>();
            for (int i = first; i < Math.min(MUTANTS / 2, first + BATCH); i++) {
                Corpus.Mutant mutant = corpus.mutant(i, random);
                batch.put(Files.writeString(directory.resolve("m" + i + ".yaml"), mutant.text()), mutant.change());
            }
            comparison.compare(batch);
        }
        comparison.require(", -Dtiphys.test.seed=" + seed);
    }

    @Test
    void agreesOnChangedTexts(@TempDir Path directory) throws IOException, InterruptedException {
        long seed = Long.getLong("tiphys.test.seed", System.nanoTime());
        Random random = new Random(seed);
        TextMutation mutation = new TextMutation(random);
        List<String> texts = corpus.texts();
        try (YamlOracle oracle = YamlOracle.start()) {
            Comparison comparison = new Comparison("changed texts", List.of(), file -> isUnreadable(file, oracle));
            for (int first = 0; first < MUTANTS / 2; first += BATCH) {
                Map<Path, String> batch = new TreeMap<>();
                for (int i = first; i < Math.min(MUTANTS / 2, first + BATCH); i++) {
                    String text = mutation.of(texts.get(random.nextInt(texts.size())));
                    batch.put(Files.writeString(directory.resolve("t" + i + ".yaml"), text), "text");
                }
                comparison.compare(batch);
            }
            comparison.require(", -Dtiphys.test.seed=" + seed);
        }
    }

    @Test
    void agreesOnWhatHeraMakes(@TempDir Path directory) throws IOException, InterruptedException {
        List<String> documents = Hera.documents();
        Map<Path, String> batch = new TreeMap<>();
        for (int i = 0; i < documents.size(); i++) {
            batch.put(Files.writeString(directory.resolve("h" + i + ".yaml"), documents.get(i)), "Hera");
        }
        Comparison comparison = new Comparison("what Hera makes", List.of(), file -> false);
        comparison.compare(batch);
        comparison.require("");
    }

    @Test
    void agreesOnWhatPeopleWrite() throws IOException, InterruptedException {
        Map<Path, String> batch = new TreeMap<>();
        try (Stream<Path> files = Files.list(PEOPLE)) {
            files.filter(file -> !LEFT_OUT_BY_ARGO.contains(file.getFileName().toString()))
                    .forEach(file -> batch.put(file, "as written"));
        }
        try (YamlOracle oracle = YamlOracle.start()) {
            Comparison comparison = new Comparison("what people write", List.of(), file -> isUnreadable(file, oracle));
            comparison.compare(batch);
            comparison.require("");
        }
    }

    /** Argo's lint leaves out a document that it cannot read: that is no verdict. */
    private static boolean isUnreadable(Path file, YamlOracle oracle) {
        try {
            return oracle.file(Files.readAllBytes(file)).stream()
                    .anyMatch(it -> it.strict().isPresent()
                            || !isObjectOrNothing(it.json().orElse("")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isObjectOrNothing(String json) {
        return json.startsWith("{") || json.equals("null");
    }

    /** The verdicts on many files. */
    private static final class Comparison {
        private final Shares shares;
        private final List<Path> alongside;
        private final Predicate<Path> unreadable;
        private final TreeMap<Path, String> unexplained = new TreeMap<>();

        Comparison(String what, List<Path> alongside, Predicate<Path> unreadable) {
            this.shares = new Shares(what);
            this.alongside = alongside;
            this.unreadable = unreadable;
        }

        /** @param changes the files, and what was done to each */
        void compare(Map<Path, String> changes) throws IOException {
            Map<Path, String> argos = argo.refusals(changes.keySet(), alongside);
            List<Path> all = new ArrayList<>(changes.keySet());
            all.addAll(alongside);
            Map<Path, Finding> ours = ours(all);
            for (Path file : changes.keySet()) {
                Finding finding = ours.get(file);
                boolean refused = argos.containsKey(file) || unreadable.test(file);
                if (refused == (finding != null)) {
                    shares.agree(refused);
                } else if (finding == null) {
                    shares.unexplained(true);
                    String reason = argos.getOrDefault(file, "it cannot read it");
                    unexplained.put(file, changes.get(file) + ": Argo alone refuses: " + reason);
                } else if (Stricter.of(finding).isPresent()) {
                    shares.stricter(Stricter.of(finding).get());
                    keep(file, "stricter-" + finding.rule() + "-");
                } else {
                    shares.unexplained(false);
                    unexplained.put(file, changes.get(file) + ": we alone refuse: " + finding);
                }
            }
        }

        void require(String seed) throws IOException {
            shares.tell(seed);
            for (Map.Entry<Path, String> difference : unexplained.entrySet()) {
                System.out.println(difference.getKey().getFileName() + " " + difference.getValue());
                keep(difference.getKey(), "");
            }
            assertThat(shares.unexplainedShare()).as(seed).isLessThanOrEqualTo(MOST_UNEXPLAINED);
            assertThat(shares.validRefused())
                    .as("valid documents refused without a documented rule" + seed)
                    .isZero();
        }
    }

    /** A file that differs is kept where a property says, to be looked at. */
    private static void keep(Path file, String prefix) throws IOException {
        String kept = System.getProperty("tiphys.test.keep");
        if (kept != null) {
            Files.copy(file, Path.of(kept).resolve(prefix + file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Argo's lint leaves out a document without a kind, whatever else is wrong; of the others what has no row of its own counts. */
    private static int order(Finding finding) {
        return finding.rule().equals("kind") ? 0 : Stricter.of(finding).isPresent() ? 2 : 1;
    }

    private static Map<Path, Finding> ours(List<Path> files) throws IOException {
        Map<Path, SourceFile> read = new TreeMap<>();
        for (Path file : files) {
            read.put(file, SourceFile.read(file.toString(), Files.readAllBytes(file), true));
        }
        FileSet set = new FileSet(List.copyOf(read.values()), RuleSettings.DEFAULT);
        Map<Path, Finding> found = new TreeMap<>();
        read.forEach((path, file) -> set.lint(file).stream()
                .filter(Finding::isError)
                .sorted(Comparator.comparing(ArgoAgreementIT::order))
                .findFirst()
                .ifPresent(finding -> found.put(path, finding)));
        return found;
    }
}
