package io.tiphys.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.tiphys.validation.document.DocumentFormat;
import io.tiphys.validation.document.UnreadableDocumentException;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.document.reader.ManifestReader;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.rule.WorkflowPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds Argo's own examples against the rules, where its Go module was downloaded: all are valid for Argo. */
class ArgoExamplesTest {
    private static final String EXAMPLES = "github.com/argoproj/argo-workflows/v4@v4.0.5/examples";
    private static final Pattern SEPARATOR = Pattern.compile("(?m)^---.*$");
    private static final Pattern WORKFLOW = Pattern.compile("(?m)^kind: Workflow$");
    private static final Pattern KEPT = Pattern.compile("(?m)^kind: (Cluster)?WorkflowTemplate$|^kind: CronWorkflow$");
    private static final int LEAST_WORKFLOWS = 150;
    private static final int LEAST_KEPT = 20;

    /** What is asked for here beyond Argo, by file. */
    private static final List<String> STRICTER = List.of(
            // Kubernetes refuses an object without a name; these two are never submitted as they are.
            "fun-with-gifs.yaml: name /metadata/name",
            // The value of a label ends with a dash.
            "fun-with-gifs.yaml: kubernetes-metadata /metadata/labels/generateName",
            "k8s-jobs.yaml: name /metadata/name",
            // Kubernetes cuts a long generateName without a word.
            "global-parameters-from-configmap-referenced-as-local-variable.yaml: name /metadata/generateName",
            // The file has the key twice; Argo's reader keeps the last one.
            "k8s-patch-json-workflow.yaml: duplicate-field /metadata/annotations");

    @Test
    void everyWorkflowOfArgosExamplesHasKnownFieldsAndTypesAlone() throws IOException, InterruptedException {
        List<String> wrong = wrong(WORKFLOW, LEAST_WORKFLOWS, new WorkflowValidator()::validate);
        assertThat(wrong).containsExactlyInAnyOrderElementsOf(STRICTER);
    }

    @Test
    void everyTemplateAndCronWorkflowOfArgosExamplesMayBeKept() throws IOException, InterruptedException {
        assertThat(wrong(KEPT, LEAST_KEPT, new WorkflowValidator()::validateStored))
                .isEmpty();
    }

    /** What is wrong with the examples of some kinds, by file. */
    private static List<String> wrong(
            Pattern kinds, int least, BiFunction<WorkflowManifest, WorkflowPolicy, List<Finding>> rules)
            throws IOException, InterruptedException {
        Path examples = modules().resolve(EXAMPLES);
        if (!Files.isDirectory(examples)) {
            String reason = "skipped: Argo's examples are not in Go's module cache; "
                    + "go mod download github.com/argoproj/argo-workflows/v4@v4.0.5 brings them";
            System.out.println(reason);
            abort(reason);
        }
        List<String> wrong = new ArrayList<>();
        int documents = 0;
        for (Path file : files(examples)) {
            for (String document : SEPARATOR.split(Files.readString(file))) {
                if (kinds.matcher(document).find()) {
                    documents++;
                    check(document, rules)
                            .forEach(violation -> wrong.add(examples.relativize(file) + ": " + violation));
                }
            }
        }
        System.out.println("Argo's examples: " + documents + " of " + kinds + ", " + wrong.size() + " violations");
        assertThat(documents).isGreaterThan(least);
        return wrong;
    }

    private static List<String> check(
            String document, BiFunction<WorkflowManifest, WorkflowPolicy, List<Finding>> rules) {
        try {
            WorkflowManifest manifest = new ManifestReader()
                    .read(document.getBytes(StandardCharsets.UTF_8), Optional.of(DocumentFormat.YAML));
            String namespace = manifest.namespace().orElse("argo");
            return places(rules.apply(manifest, new WorkflowPolicy(namespace, Set.of("*"))));
        } catch (UnreadableDocumentException e) {
            return places(e.findings());
        }
    }

    private static List<String> places(List<Finding> violations) {
        return violations.stream()
                .filter(Finding::isError)
                .map(it -> it.rule() + " " + it.pointer())
                .toList();
    }

    private static List<Path> files(Path examples) throws IOException {
        try (Stream<Path> files = Files.walk(examples)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    private static Path modules() throws InterruptedException {
        try {
            Process go = new ProcessBuilder("go", "env", "GOMODCACHE").start();
            String answer = new String(go.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            go.waitFor();
            return Path.of(answer);
        } catch (IOException e) {
            return Path.of("no-go-here");
        }
    }
}
