package io.tiphys.validation.argo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.Manifests;
import io.tiphys.validation.finding.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One mistake, one finding, at its place. Whether the verdict is Argo's is what the agreement tests show. */
class ArgoRulesTest {
    private static final String HEAD =
            "{\"apiVersion\": \"argoproj.io/v1alpha1\", \"kind\": \"Workflow\", \"metadata\": {\"name\": \"w\"}, \"spec\": ";

    private static List<String> found(String spec) {
        return Manifests.validateAll(HEAD + spec.replace('\'', '"') + "}", "*").stream()
                .map(finding -> finding.rule() + " " + finding.pointer().replace("/spec/", ""))
                .toList();
    }

    private static String templates(String... templates) {
        return "{'entrypoint': 'a', 'templates': [" + String.join(", ", templates) + "]}";
    }

    private static String steps(String... steps) {
        return templates(
                "{'name': 'a', 'steps': [[" + String.join("], [", steps) + "]]}", "{'name': 'b', 'suspend': {}}");
    }

    private static String dag(String... tasks) {
        return templates(
                "{'name': 'a', 'dag': {'tasks': [" + String.join(", ", tasks) + "]}}", "{'name': 'b', 'suspend': {}}");
    }

    @Test
    void takesAWorkflowThatIsFine() {
        assertThat(found(templates("{'name': 'a', 'container': {'image': 'i:1'}}")))
                .isEmpty();
    }

    @Test
    void takesTheFirstOfEqualArgumentsBesideAReferenceAsArgoDoes() {
        String twice = "'arguments': {'parameters': [{'name': 'p', 'value': 'a'}, {'name': 'p', 'value': 'b'}]}";
        assertThat(found("{'workflowTemplateRef': {'name': 't'}, " + twice + "}"))
                .isEmpty();
        assertThat(found("{'entrypoint': 'a', 'templates': [{'name': 'a', 'suspend': {}}], " + twice + "}"))
                .containsExactly("name-not-unique arguments/parameters/1/name");
    }

    @Test
    void aMissingNameHasNoFollowers() {
        assertThat(found(templates("{'container': {'image': 'i:1'}}")))
                .containsExactly("name-required templates/0/name");
        assertThat(found(steps(
                        "{'template': 'b'}", "{'name': 'y', 'template': 'b', 'when': '{{steps.x.outputs.result}}'}")))
                .containsExactly("name-required templates/0/steps/0/0/name");
    }

    @Test
    void aMisspelledFieldHasNoFollowers() {
        assertThat(found("{'entrypont': 'a', 'templates': [{'name': 'a', 'suspend': {}}]}"))
                .containsExactly("unknown-field entrypont");
        assertThat(found(templates("{'name': 'a', 'contaner': {'image': 'i:1'}}")))
                .containsExactly("unknown-field templates/0/contaner");
    }

    @Test
    void aTemplateThatIsNotThereHasNoFollowers() {
        assertThat(found(steps(
                        "{'name': 'x', 'template': 'c'}",
                        "{'name': 'y', 'template': 'b', 'when': '{{steps.x.outputs.parameters.p}} == 1'}")))
                .containsExactly("template-undefined templates/0/steps/0/0/template");
    }

    @Test
    void reportsEveryMistakeInTheOrderOfTheDocument() {
        assertThat(found(templates(
                        "{'name': 'a', 'container': {}}",
                        "{'name': 'b', 'container': {'image': 'i:1'}, 'script': {'image': 'i:1'}}",
                        "{'name': 'b', 'suspend': {}}",
                        "{'name': 'c', 'suspend': {}, 'retryStrategy': {'retryPolicy': 'Sometimes'}}")))
                .containsExactly(
                        "image-required templates/0/container/image",
                        "template-type templates/1",
                        "name-not-unique templates/2/name",
                        "retry-policy templates/3/retryStrategy/retryPolicy");
    }

    @Test
    void aTemplateThatManyUseIsReportedOnce() {
        assertThat(found(templates(
                        "{'name': 'a', 'steps': [[{'name': 'x', 'template': 'c'}, {'name': 'y', 'template': 'c'}]]}",
                        "{'name': 'c', 'container': {'image': 'i:1', 'args': ['{{inputs.parameters.p}}']}}")))
                .containsExactly("unresolved-variable templates/1/container/args/0");
    }

    @Test
    void suggestsWhatWasMeant() {
        List<Finding> findings = Manifests.validateAll(
                HEAD
                        + templates("{'name': 'main', 'suspend': {}}")
                                .replace("'a'", "'man'")
                                .replace('\'', '"') + "}",
                "*");

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.rule()).isEqualTo("template-undefined");
            assertThat(finding.hint()).contains("Did you mean 'main'?");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'name': 'x', 'template': 'b', 'depends': 'z'} | dependency-undefined templates/0/dag/tasks/0/depends
            {'name': 'x', 'template': 'b', 'dependencies': ['x']} | dependency-cycle templates/0/dag/tasks/0/dependencies
            {'name': 'x', 'template': 'b'}, {'name': 'y', 'template': 'b', 'depends': 'x.Done'} | task-result templates/0/dag/tasks/1/depends
            {'name': 'x', 'template': 'b'}, {'name': 'y', 'template': 'b', 'depends': 'x.AnySucceeded'} | task-result templates/0/dag/tasks/1/depends
            {'name': '1', 'template': 'b'}, {'name': 'y', 'template': 'b', 'depends': '1'} | dag-depends templates/0/dag/tasks/0/name
            {'name': 'x', 'template': 'b', 'withItems': [1], 'withParam': '[]'} | loop templates/0/dag/tasks/0
            {'name': 'x'} | template-reference templates/0/dag/tasks/0/template
            {'name': 'x', 'template': 'b', 'hooks': {'h': {'template': 'b'}}} | hook-expression templates/0/dag/tasks/0/hooks/h/expression
            """)
    void refusesADag(String tasks, String finding) {
        assertThat(found(dag(tasks))).containsExactly(finding);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'container': {'image': 'i:1'}, 'timeout': '60' | timeout templates/0/timeout
            'container': {'image': 'i:1'}, 'parallelism': 1 | parallelism templates/0/parallelism
            'container': {'image': 'i:1'}, 'activeDeadlineSeconds': -1 | active-deadline templates/0/activeDeadlineSeconds
            'resource': {'action': 'make'} | resource-action templates/0/resource/action
            'resource': {'action': 'create', 'manifest': '{a: {{x}}}'} | resource-manifest templates/0/resource/manifest
            'containerSet': {'containers': [{'name': 'x', 'image': 'i:1', 'dependencies': ['y']}]} | dependency-undefined templates/0/containerSet/containers/0/dependencies/0
            'container': {'image': 'i:1'}, 'outputs': {'parameters': [{'name': 'p', 'valueFrom': {'jsonPath': 'x'}}]} | output-value templates/0/outputs/parameters/0/valueFrom
            'container': {'image': 'i:1'}, 'outputs': {'artifacts': [{'name': 'p', 'path': '/a/../b'}]} | artifact-path templates/0/outputs/artifacts/0/path
            'container': {'image': 'i:1'}, 'metrics': {'prometheus': [{'name': 'a-b', 'help': 'h'}]} | metric templates/0/metrics/prometheus/0/name
            'plugin': {'a': {}, 'b': {}} | plugin templates/0/plugin
            """)
    void refusesATemplate(String content, String finding) {
        List<String> found = found(templates("{'name': 'a', " + content + "}"));
        assertThat(found.stream().filter(it -> !it.startsWith("resource-manifest templates/0/resource/manifest ")))
                .contains(finding);
        assertThat(found).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void goesThroughTemplatesThatUseEachOtherForEver() {
        assertThat(found(templates(
                        "{'name': 'a', 'steps': [[{'name': 'x', 'template': 'b'}]]}",
                        "{'name': 'b', 'steps': [[{'name': 'x', 'template': 'a'}]]}")))
                .isEmpty();
    }
}
