package io.tiphys.validation;

import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.files.FileSet;
import io.tiphys.validation.files.SourceFile;
import io.tiphys.validation.rule.RuleSettings;
import io.tiphys.validation.rule.WorkflowPolicy;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Measures a warm validator; {@code bench/validation} runs it. Tells the processor's time of one thread, best of several. */
class ValidatorSpeed {
    private static final int ROUNDS = 60;

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

    @Test
    void manyTemplatesWithManyTasks() {
        for (int tasks : new int[] {50, 100}) {
            WorkflowManifest manifest = Manifests.read(LargeDocuments.dags(200, tasks));
            WorkflowValidator validator = new WorkflowValidator();
            long best = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long before = time();
                validator.validate(manifest, WorkflowPolicy.NONE);
                best = Math.min(best, time() - before);
            }
            System.out.printf("200 templates x %d tasks, %d bytes: %d ms%n", tasks, manifest.size(), best / 1_000_000);
        }
    }

    private static long time() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
