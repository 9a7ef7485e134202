package io.tiphys.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.references.TemplateReference;
import io.tiphys.validation.references.TemplateReferences;
import io.tiphys.validation.rule.WorkflowPolicy;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates and cron workflows that are to be kept in a cluster. */
class KeptDocumentsTest {
    private static final WorkflowValidator VALIDATOR = new WorkflowValidator();
    private static final String SPEC = "entrypoint: main, templates: [{name: main, suspend: {}}]";
    private static final String CRON = "schedules: ['0 0 1 1 *'], workflowSpec: {%s}";

    private static List<String> findings(String kind, String metadata, String spec) {
        String document = """
                apiVersion: argoproj.io/v1alpha1
                kind: %s
                metadata: {name: kept%s}
                spec: {%s}
                """.formatted(kind, metadata, kind.equals("CronWorkflow") ? CRON.formatted(spec) : spec);
        WorkflowPolicy policy = new WorkflowPolicy(Manifests.NAMESPACE, Set.of("runner"));
        return VALIDATOR.validateStored(Manifests.read(document), policy).stream()
                .filter(Finding::isError)
                .map(finding -> finding.rule() + " " + finding.pointer())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "WorkflowTemplate, /spec",
        "ClusterWorkflowTemplate, /spec",
        "CronWorkflow, /spec/workflowSpec",
    })
    void findsWhatIsWrongWhereTheSpecificationIs(String kind, String at) {
        assertThat(findings(kind, "", "serviceAccountName: admin, entrypoint: absent, entrypont: x"))
                .contains("service-account-not-allowed " + at + "/serviceAccountName")
                .contains("unknown-field " + at + "/entrypont");
        assertThat(findings(kind, "", "serviceAccountName: runner, entrypoint: absent"))
                .containsExactly("template-undefined " + at + "/entrypoint");
        assertThat(findings(kind, "", "serviceAccountName: runner, " + SPEC)).isEmpty();
    }

    @Test
    void findsTheAccountOfAPatchInACronWorkflow() {
        assertThat(findings(
                        "CronWorkflow",
                        "",
                        "serviceAccountName: runner, podSpecPatch: 'serviceAccountName: admin', " + SPEC))
                .containsExactly("service-account-not-allowed /spec/workflowSpec/podSpecPatch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"WorkflowTemplate", "ClusterWorkflowTemplate"})
    void leavesTheAccountToWhoeverUsesATemplateThatNamesNone(String kind) {
        assertThat(findings(kind, "", SPEC)).isEmpty();
        assertThat(findings(kind, "", "podSpecPatch: '{serviceAccountName: null}', " + SPEC))
                .containsExactly("service-account-not-allowed /spec/podSpecPatch");
    }

    @Test
    void asksForAnAccountWhereWorkflowsComeOfTheDocumentItself() {
        assertThat(findings("CronWorkflow", "", SPEC))
                .containsExactly("service-account-not-allowed /spec/workflowSpec");
    }

    @Test
    void saysNothingOfTemplatesOfTheCluster() {
        String elsewhere = "serviceAccountName: runner, workflowTemplateRef: {name: elsewhere}";
        assertThat(findings("CronWorkflow", "", elsewhere)).isEmpty();
        assertThat(findings("WorkflowTemplate", "", elsewhere)).isEmpty();
    }

    @Test
    void holdsTheNamespaceOfWhatHasOneAgainstTheRequests() {
        assertThat(findings("WorkflowTemplate", ", namespace: other", SPEC))
                .containsExactly("namespace-mismatch /metadata/namespace");
        assertThat(findings("CronWorkflow", ", namespace: other", "serviceAccountName: runner, " + SPEC))
                .containsExactly("namespace-mismatch /metadata/namespace");
        assertThat(findings("ClusterWorkflowTemplate", ", namespace: other", SPEC))
                .isEmpty();
    }

    @Test
    void keepsTheGatewaysLabelsOutOfWhatWorkflowsInherit() {
        assertThat(findings("WorkflowTemplate", "", "workflowMetadata: {labels: {tiphys.io/a: b}}, " + SPEC))
                .containsExactly("reserved-label /spec/workflowMetadata/labels/tiphys.io~1a");
        assertThat(findings(
                        "CronWorkflow",
                        "",
                        "serviceAccountName: runner, workflowMetadata: {labels: {tiphys.io/a: b}}, " + SPEC))
                .containsExactly("reserved-label /spec/workflowSpec/workflowMetadata/labels/tiphys.io~1a");
    }

    @Test
    void findsTheReferencesOfACronWorkflow() {
        assertThat(TemplateReferences.in(Manifests.read("""
                        kind: CronWorkflow
                        spec: {workflowSpec: {workflowTemplateRef: {name: kept}}}
                        """)))
                .extracting(TemplateReference::name)
                .containsExactly("kept");
    }
}
