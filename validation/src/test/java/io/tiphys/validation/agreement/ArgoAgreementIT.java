package io.tiphys.validation.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.tiphys.validation.files.FileSet;
import io.tiphys.validation.files.SourceFile;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.rule.RuleSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same verdict as {@code argo lint --offline}, on Argo's examples and on mistakes made in them by chance. */
class ArgoAgreementIT {
    private static final int MUTANTS = Integer.getInteger("tiphys.test.mutants", 2_400);
    private static final int BATCH = 60;
    private static final double GOAL = 0.995;

    /** Rules by which documents are wrong that Argo's lint takes. */
    private static final Set<String> BEYOND_ARGO = Set.of(
            "api-version", "spec-missing", "resource-limit", "duration", "kubernetes-metadata", "kubernetes-pod");

    /** The example that has a key twice: Argo's lint does not look at a document that it cannot read. */
    private static final String TWICE = "k8s-patch-json-workflow.yaml";

    private static ArgoCommand argo;
    private static Corpus corpus;

    @BeforeAll
    static void find() throws IOException {
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
    void agreesOnEveryExample() throws IOException {
        Map<Path, String> refused = argo.refusals(corpus.files(), List.of());
        Map<Path, Finding> found = ours(corpus.files());
        found.keySet().removeIf(file -> file.endsWith(TWICE));
        found.values().removeIf(ArgoAgreementIT::isBeyondArgo);

        System.out.println("Argo's examples: " + corpus.files().size() + " files, Argo refuses " + refused.size()
                + ", we refuse " + found.size());
        assertThat(found.keySet()).isEqualTo(refused.keySet());
    }

    @Test
    void agreesOnMutants(@TempDir Path directory) throws IOException {
        long seed = Long.getLong("tiphys.test.seed", System.nanoTime());
        Random random = new Random(seed);
        Path cluster = Files.writeString(directory.resolve("cluster.yaml"), corpus.clusterTemplates());
        Map<Path, String> changes = new HashMap<>();
        TreeMap<Path, String> differences = new TreeMap<>();
        int refused = 0;
        TreeMap<String, Integer> known = new TreeMap<>();
        for (int first = 0; first < MUTANTS; first += BATCH) {
            List<Path> batch = new ArrayList<>();
            for (int i = first; i < Math.min(MUTANTS, first + BATCH); i++) {
                Corpus.Mutant mutant = corpus.mutant(i, random);
                Path file = Files.writeString(directory.resolve("m" + i + ".yaml"), mutant.text());
                changes.put(file, mutant.change());
                batch.add(file);
            }
            Map<Path, String> argos = argo.refusals(batch, List.of(cluster));
            List<Path> all = new ArrayList<>(batch);
            all.add(cluster);
            Map<Path, Finding> ours = ours(all);
            refused += argos.size();
            for (Path file : batch) {
                Finding finding = ours.get(file);
                if (argos.containsKey(file) && finding == null) {
                    differences.put(file, changes.get(file) + ": Argo alone refuses: " + argos.get(file));
                } else if (!argos.containsKey(file) && finding != null) {
                    if (isBeyondArgo(finding)) {
                        known.merge(finding.rule(), 1, Integer::sum);
                    } else {
                        differences.put(file, changes.get(file) + ": we alone refuse: " + finding);
                    }
                }
            }
        }
        // A difference that is known and explained is one all the same.
        int explained = known.values().stream().mapToInt(Integer::intValue).sum();
        double agreement = 1.0 - (double) (explained + differences.size()) / MUTANTS;
        System.out.printf(
                "Mutants: %d, refused by Argo: %d, known differences %s, other differences %d: agreement %.2f %%,"
                        + " -Dtiphys.test.seed=%d%n",
                MUTANTS, refused, known, differences.size(), 100 * agreement, seed);
        differences.forEach((file, difference) -> System.out.println(file.getFileName() + " " + difference));
        keep(differences.keySet());
        assertThat(agreement).as("seed " + seed).isGreaterThanOrEqualTo(GOAL);
    }

    /** What Argo's lint does not see: docs/validation-differences.md has each with its reason. */
    private static boolean isBeyondArgo(Finding finding) {
        boolean insideOfStep = finding.pointer().matches(".*/steps/[0-9]+/[0-9]+/.+/.+");
        boolean value =
                finding.pointer().matches(".*/(parameters/[0-9]+|valueFrom)/(value|default|description|enum/[0-9]+)");
        return BEYOND_ARGO.contains(finding.rule())
                || (finding.rule().equals("unknown-field") && insideOfStep)
                || (finding.rule().equals("wrong-type") && value);
    }

    /** Files that differ are kept where a property says, to be looked at. */
    private static void keep(Set<Path> files) throws IOException {
        String kept = System.getProperty("tiphys.test.keep");
        for (Path file : kept == null ? Set.<Path>of() : files) {
            Files.copy(
                    file, Path.of(kept).resolve(file.getFileName()), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Map<Path, Finding> ours(List<Path> files) throws IOException {
        Map<Path, SourceFile> read = new TreeMap<>();
        for (Path file : files) {
            read.put(file, SourceFile.read(file.toString(), Files.readAllBytes(file), false));
        }
        FileSet set = new FileSet(List.copyOf(read.values()), RuleSettings.DEFAULT);
        Map<Path, Finding> found = new TreeMap<>();
        read.forEach((path, file) -> set.lint(file).stream()
                .filter(Finding::isError)
                .sorted(Comparator.comparing(ArgoAgreementIT::isBeyondArgo))
                .findFirst()
                .ifPresent(finding -> found.put(path, finding)));
        return found;
    }
}
