package io.tiphys.validation.argo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.files.FileSet;
import io.tiphys.validation.files.SourceFile;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.rule.RuleSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever looks for the words of Argo finds them in ours. */
class ArgoWordsTest {
    private static final String HEAD =
            "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {generateName: a-}\n";
    private static final String LEAF = "container: {image: \"a:1\", args: [\"{{inputs.parameters.message}}\"]}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{templates: [{container: {image: 'a:1'}}], entrypoint: x} | spec.templates[0].name is required.",
                "{templates: [{name: a, container: {image: 'a:1'}}]} | spec.entrypoint is required",
                "{entrypoint: b, templates: [{name: a, container: {image: 'a:1'}}]} | spec.entrypoint: template name 'b' undefined",
                "{entrypoint: a, templates: [{name: a, container: {image: 'a:1', args: ['{{workflow.parameters.none}}']}}]}"
                        + " | templates.a.container.args[0]: failed to resolve {{workflow.parameters.none}}",
                "{entrypoint: a, templates: [{name: a, suspend: {}, http: {url: x}}]} | templates.a: multiple template types specified",
                "{entrypoint: a, templates: [{name: a, container: {}}]} | templates.a.container.image may not be empty.",
                "{entrypoint: a, templates: [{name: a, dag: {tasks: [{name: t, template: a, depends: u}]}}]}"
                        + " | templates.a.tasks.t.depends: dependency 'u' not defined",
                "{entrypoint: a, templates: [{name: a, resource: {action: get, flags: [x]}, timeout: '3'}]} | invalid duration format in timeout",
            })
    void saysWhatArgoSays(String spec, String words) {
        assertThat(lint(HEAD + "spec: " + spec))
                .extracting(Finding::message)
                .anyMatch(message -> message.contains(words));
    }

    @Test
    void namesTheInputThatIsNotSuppliedAsArgoDoes() {
        Finding finding = lint(HEAD + """
                spec:
                  entrypoint: abc
                  templates:
                  - name: abc
                    dag: {tasks: [{name: a, template: whalesay, arguments: {parameters: [{name: massage, value: x}]}}]}
                  - {name: whalesay, inputs: {parameters: [{name: message}]}, %s
                """.formatted(LEAF)).getFirst();

        assertThat(finding.message())
                .isEqualTo("templates.abc.tasks.a templates.whalesay inputs.parameters.message was not supplied.");
        assertThat(finding.hint()).contains("The arguments have 'massage'. Did you mean 'message'?");
    }

    @Test
    void namesTheInputOfATemplateOfTheSameFileToo() {
        List<Finding> findings = lint("""
                apiVersion: argoproj.io/v1alpha1
                kind: WorkflowTemplate
                metadata: {name: library}
                spec:
                  templates:
                  - {name: strict, inputs: {parameters: [{name: message}]}, %s
                  - name: caller
                    steps:
                    - - {name: wrong, templateRef: {name: library, template: strict}, arguments: {parameters: [{name: massage, value: x}]}}
                """.formatted(LEAF));

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("input-not-supplied");
            assertThat(finding.message()).contains("templates.strict inputs.parameters.message was not supplied.");
            assertThat(finding.hint()).contains("The arguments have 'massage'. Did you mean 'message'?");
        });
    }

    @Test
    void findsTheValueThatBreaksAManifest() {
        Finding finding =
                lint(HEAD + """
                spec:
                  entrypoint: job
                  arguments: {parameters: [{name: command, value: 'echo "hello"'}]}
                  templates:
                  - name: job
                    resource:
                      action: create
                      manifest: |
                        command: ["sh", "-c", "{{workflow.parameters.command}}"]
                """).stream().filter(Finding::isError).findFirst().orElseThrow();

        assertThat(finding.rule()).isEqualTo("resource-manifest");
        assertThat(finding.hint().orElseThrow())
                .startsWith("The value of {{workflow.parameters.command}} is put in as it is")
                .contains("Write {{=toJson(workflow.parameters.command)}}");
    }

    @Test
    void namesTheKindThatHasNoSpec() {
        for (String kind : List.of("Workflow", "WorkflowTemplate", "ClusterWorkflowTemplate", "CronWorkflow")) {
            assertThat(lint("apiVersion: argoproj.io/v1alpha1\nkind: " + kind + "\nmetadata: {name: a}\n"))
                    .extracting(Finding::message)
                    .contains("spec is required: the " + kind + " has none.");
        }
    }

    private static List<Finding> lint(String document) {
        SourceFile file = SourceFile.read("file", document.getBytes(StandardCharsets.UTF_8), true);
        return new FileSet(List.of(file), RuleSettings.DEFAULT)
                .lint(file).stream().filter(Finding::isError).toList();
    }
}
