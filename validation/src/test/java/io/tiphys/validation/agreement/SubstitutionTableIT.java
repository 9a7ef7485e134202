package io.tiphys.validation.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.validation.files.FileSet;
import io.tiphys.validation.files.SourceFile;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.rule.RuleSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Argo puts in before it looks, and what it lets pass: the verdict of {@code argo lint --offline} on every row of the table. */
class SubstitutionTableIT {
    private static final int ROWS = Integer.getInteger("tiphys.test.rows", 4_000);
    private static final int BATCH = 250;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Rules by which documents are wrong that Argo's lint takes. */
    private static final Set<String> BEYOND_ARGO =
            Set.of("resource-limit", "duration", "kubernetes-metadata", "kubernetes-pod", "controller-value");

    @Test
    void everyVariableAtEveryPlaceOfEveryKindOfTemplate(@TempDir Path directory) throws IOException {
        Optional<ArgoCommand> argo = ArgoCommand.find();
        if (argo.isEmpty()) {
            String reason = "skipped: the argo command of the testbed is not there; testbed/up brings it";
            System.out.println(reason);
            abort(reason);
        }
        long seed = Long.getLong("tiphys.test.seed", System.nanoTime());
        Random random = new Random(seed);
        List<SubstitutionTable.Row> rows = new ArrayList<>(SubstitutionTable.rows());
        int all = rows.size();
        Collections.shuffle(rows, random);
        rows = rows.subList(0, Math.min(ROWS, all));
        TreeMap<String, String> differences = new TreeMap<>();
        int refused = 0;
        for (int first = 0; first < rows.size(); first += BATCH) {
            Map<Path, String> titles = new HashMap<>();
            for (int i = first; i < Math.min(rows.size(), first + BATCH); i++) {
                SubstitutionTable.Row row = rows.get(i);
                String kind = List.of("Workflow", "Workflow", "WorkflowTemplate", "CronWorkflow")
                        .get(random.nextInt(4));
                Path file = Files.writeString(directory.resolve("r" + i + ".yaml"), document(kind, i, row.spec()));
                titles.put(file, kind + " " + row.title());
            }
            Map<Path, String> argos = argo.get().refusals(titles.keySet(), List.of());
            refused += argos.size();
            for (Map.Entry<Path, String> file : titles.entrySet()) {
                Optional<Finding> ours = ours(file.getKey());
                if (argos.containsKey(file.getKey()) != ours.isPresent()) {
                    differences.put(
                            file.getValue(),
                            ours.map(it -> "we alone refuse: " + it.rule() + " " + it.pointer() + " " + it.message())
                                    .orElse("Argo alone refuses: " + argos.get(file.getKey())));
                }
            }
        }
        System.out.printf(
                "Substitutions: %d of %d rows, refused by Argo: %d, differences: %d, -Dtiphys.test.seed=%d%n",
                rows.size(), all, refused, differences.size(), seed);
        differences.forEach((row, difference) -> System.out.println(row + " | " + difference));
        assertThat(differences.keySet()).as("seed " + seed).allMatch(SubstitutionTableIT::isKnown);
    }

    /** What docs/validation-differences.md explains: expressions are not evaluated here. */
    private static boolean isKnown(String row) {
        return row.contains("{{=");
    }

    private static String document(String kind, int number, ObjectNode spec) throws IOException {
        ObjectNode document = JSON.createObjectNode()
                .put("apiVersion", "argoproj.io/v1alpha1")
                .put("kind", kind);
        document.putObject("metadata").put("name", "r" + number).put("namespace", "n" + number);
        if (kind.equals("CronWorkflow")) {
            document.putObject("spec").set("workflowSpec", spec);
            document.withObject("/spec").putArray("schedules").add("0 3 * * *");
        } else {
            document.set("spec", spec);
        }
        return JSON.writeValueAsString(document);
    }

    private static Optional<Finding> ours(Path path) throws IOException {
        SourceFile file = SourceFile.read(path.toString(), Files.readAllBytes(path), false);
        return new FileSet(List.of(file), RuleSettings.DEFAULT)
                .lint(file).stream()
                        .filter(Finding::isError)
                        .filter(finding -> !BEYOND_ARGO.contains(finding.rule()))
                        .findFirst();
    }
}
