package io.tiphys.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.document.DocumentFormat;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.document.reader.ManifestReader;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.references.TemplateDocuments;
import io.tiphys.validation.rule.ArgoVersion;
import io.tiphys.validation.rule.RuleSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArgoVersionTest {
    private static final String WORKFLOW = """
            apiVersion: argoproj.io/v1alpha1
            kind: Workflow
            metadata: {generateName: a-}
            spec:
              entrypoint: a
              activeDeadlineSeconds: 60
              ttlStrategy: {secondsAfterCompletion: 60}
              %s
              templates: [{name: a, container: {image: 'busybox:1.36'}}]
            """;
    private static final String CRON = """
            apiVersion: argoproj.io/v1alpha1
            kind: CronWorkflow
            metadata: {name: a}
            spec:
              %s
              workflowSpec:
                entrypoint: a
                activeDeadlineSeconds: 60
                ttlStrategy: {secondsAfterCompletion: 60}
                templates: [{name: a, container: {image: 'busybox:1.36'}}]
            """;

    private static List<String> found(String version, String document) {
        WorkflowManifest manifest =
                new ManifestReader().read(document.getBytes(StandardCharsets.UTF_8), Optional.of(DocumentFormat.YAML));
        return new WorkflowValidator(ArgoVersion.of(version).orElseThrow())
                .lint(manifest, TemplateDocuments.UNKNOWN, RuleSettings.DEFAULT).stream()
                        .map(ArgoVersionTest::shown)
                        .toList();
    }

    private static String shown(Finding finding) {
        return finding.rule() + " " + finding.pointer();
    }

    @Test
    void thereIsDataForTheseLines() {
        assertThat(ArgoVersion.known()).extracting(ArgoVersion::line).containsExactly("3.7", "4.0");
        assertThat(ArgoVersion.of("v3.7.18").orElseThrow().line()).isEqualTo("3.7");
        assertThat(ArgoVersion.of("3.70")).isEmpty();
        assertThat(ArgoVersion.of("4")).isEmpty();
    }

    @Test
    void aScheduleIsAFieldUntil40DropsIt() {
        String document = CRON.formatted("schedule: '0 3 * * *'");

        assertThat(found("3.7", document)).isEmpty();
        assertThat(found("4.0", document)).containsExactly("unknown-field /spec/schedule");
    }

    @Test
    void aSingleScheduleIsLookedAtToo() {
        assertThat(found("3.7", CRON.formatted("schedule: '0 33 * * *'")))
                .containsExactly("cron-schedule /spec/schedule");
        assertThat(found("3.7", CRON.formatted("schedule: '0 3 * * *'\n  schedules: ['0 4 * * *']")))
                .containsExactly("cron-schedule /spec/schedule");
    }

    @Test
    void mutexAndSemaphoreAreFieldsUntil40DropsThem() {
        String mutex = WORKFLOW.formatted("synchronization: {mutex: {name: one}}");
        String semaphore = WORKFLOW.formatted("synchronization: {semaphore: {configMapKeyRef: {name: a, key: b}}}");

        assertThat(found("3.7", mutex)).isEmpty();
        assertThat(found("3.7", semaphore)).isEmpty();
        assertThat(found("4.0", mutex)).containsExactly("unknown-field /spec/synchronization/mutex");
        assertThat(found("4.0", semaphore)).containsExactly("unknown-field /spec/synchronization/semaphore");
    }

    /** 3.7 dropped it already. */
    @Test
    void aPodPriorityIsAFieldOfNeither() {
        String document = WORKFLOW.formatted("podPriority: 5");

        assertThat(found("3.7", document)).containsExactly("unknown-field /spec/podPriority");
        assertThat(found("4.0", document)).containsExactly("unknown-field /spec/podPriority");
    }

    @Test
    void theLimitsAreThoseOfTheLine() {
        String templates = "arguments: {artifacts: [{name: a, raw: {data: x}, http: {url: 'http://x'}}]}";

        assertThat(found("3.7", WORKFLOW.formatted(templates))).isEmpty();
        assertThat(found("4.0", WORKFLOW.formatted(templates)))
                .containsExactly("resource-limit /spec/arguments/artifacts/0");
    }
}
