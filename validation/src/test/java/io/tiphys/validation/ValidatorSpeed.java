package io.tiphys.validation;

import io.tiphys.validation.document.DocumentFormat;
import io.tiphys.validation.document.UnreadableDocumentException;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.document.reader.ManifestReader;
import io.tiphys.validation.files.FileSet;
import io.tiphys.validation.files.SourceFile;
import io.tiphys.validation.rule.RuleSettings;
import io.tiphys.validation.rule.WorkflowPolicy;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Measures a warm validator; {@code bench/validation} runs it. Tells the processor's time of one thread, best of several. */
class ValidatorSpeed {
    private static final int ROUNDS = 200;

    @Test
    void examplesOfArgo() throws IOException {
        Path examples = Path.of(
                System.getProperty("user.home"), "go/pkg/mod/github.com/argoproj/argo-workflows/v4@v4.0.5/examples");
        List<byte[]> contents = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(examples)) {
            for (Path file :
                    walk.filter(it -> it.toString().endsWith(".yaml")).sorted().toList()) {
                contents.add(Files.readAllBytes(file));
            }
        }
        long best = Long.MAX_VALUE;
        int documents = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long before = time();
            List<SourceFile> files = contents.stream()
                    .map(it -> SourceFile.read("file", it, false))
                    .toList();
            FileSet set = new FileSet(files, RuleSettings.DEFAULT);
            files.forEach(set::lint);
            best = Math.min(best, time() - before);
            documents = files.stream().mapToInt(file -> file.documents().size()).sum();
        }
        System.out.printf(
                "Argo's examples, reading included: %d documents, %d us each%n", documents, best / 1_000 / documents);
    }

    /** The largest is above the size of a workflow: its finding says so, and the others are looked for all the same. */
    @Test
    void manyTemplatesWithManyTasks() {
        for (int tasks : new int[] {50, 100, 200}) {
            byte[] document = LargeDocuments.dags(200, tasks).getBytes(StandardCharsets.UTF_8);
            WorkflowValidator validator = new WorkflowValidator();
            long reading = Long.MAX_VALUE;
            long validation = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long before = time();
                WorkflowManifest manifest = read(document);
                long between = time();
                validator.validate(manifest, WorkflowPolicy.NONE);
                validation = Math.min(validation, time() - between);
                reading = Math.min(reading, between - before);
            }
            System.out.printf(
                    "200 templates x %d tasks, %d bytes: read in %d ms, validated in %d ms%n",
                    tasks, document.length, reading / 1_000_000, validation / 1_000_000);
        }
    }

    private static WorkflowManifest read(byte[] document) {
        try {
            return new ManifestReader().read(document, Optional.of(DocumentFormat.JSON));
        } catch (UnreadableDocumentException e) {
            return e.manifest().orElseThrow();
        }
    }

    private static long time() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
