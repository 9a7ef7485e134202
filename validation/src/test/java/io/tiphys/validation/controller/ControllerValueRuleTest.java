package io.tiphys.validation.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.Manifests;
import io.tiphys.validation.finding.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each value was seen to end a workflow of Argo 4.0.5 in an error, or to be refused by the API server. */
class ControllerValueRuleTest {
    private static final String HEAD =
            "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {generateName: a-}\nspec:\n  entrypoint: main\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "withSequence: {count: three}",
                "withSequence: {start: 3}",
                "withSequence: {end: '1.5'}",
                "withParam: 'a,b'",
                "withParam: '{}'",
                "hooks: {running: {expression: 'true'}}",
                "hooks: {exit: {template: none}}",
                "hooks: {running: {template: none, expression: 'true'}}",
                "hooks: {exit: {template: t, expression: 'steps.a.status = 1'}}",
                "hooks: {running: {template: t, expression: 'workflow.status == Running'}}",
                "hooks: {running: {template: t, expression: steps.a.status}}",
                "onExit: none",
                "withSequence: {count: 2, format: 'a\"%d'}"
            })
    void refusesOfAStep(String field) {
        assertThat(ofStep(field)).extracting(Finding::rule).containsExactly("controller-value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "withSequence: {count: '3'}",
                "withSequence: {start: -3, end: +5}",
                "withSequence: {count: '{{workflow.name}}'}",
                "withParam: ' [1]'",
                "withParam: '{{workflow.parameters}}'",
                "hooks: {exit: {template: t}}",
                "hooks: {exit: {templateRef: {name: a, template: none}}}",
                "hooks: {exit: {template: '{{workflow.name}}'}}",
                "hooks: {running: {template: t, expression: '{{workflow.status}} == Running'}}",
                "hooks: {running: {template: t, expression: 'steps[\"a\"].status == \"Running\"'}}",
                "onExit: t",
                "withSequence: {count: 2, format: 'item-%02X'}"
            })
    void acceptsOfAStep(String field) {
        assertThat(ofStep(field)).extracting(Finding::rule).doesNotContain("controller-value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "memoize: {key: x, maxAge: 1h}",
                "memoize: {maxAge: 1h, cache: {configMap: {name: a}}}",
                "memoize: {key: a b, maxAge: 1h, cache: {configMap: {name: a}}}",
                "retryStrategy: {limit: 1, backoff: {duration: 1s, factor: '1.5'}}",
                "synchronization: {mutexes: [{namespace: a}]}",
                "synchronization: {semaphores: [{namespace: a}]}",
                "synchronization: {semaphores: [{configMapKeyRef: {name: a}}]}",
                "metrics: {prometheus: [{name: a, help: b, gauge: {value: '1'}}]}",
                "retryStrategy: {limit: many}",
                "retryStrategy: {limit: 1, backoff: {factor: 2}}",
                "retryStrategy: {limit: 1, expression: 'lastRetry.exitCode = 1'}",
                "retryStrategy: {limit: 1, expression: 'lastRetry.exitCode > 1'}",
                "retryStrategy: {limit: 1, expression: 'retries < 3'}",
                "retryStrategy: {limit: 1, expression: 'exitCode == \"1\"'}",
                "retryStrategy: {limit: 1, expression: '{{lastRetry.exitCode}} == 1'}",
                "retryStrategy: {limit: 1, expression: lastRetry.exitCode}",
                "synchronization: {mutexes: [{name: a}, {name: a}]}",
                "synchronization: {semaphores: [{configMapKeyRef: {name: a, key: b}, database: {key: a}}]}",
                "outputs: {parameters: [{name: a, valueFrom: {expression: 'steps.a.status =='}}]}",
                "podSpecPatch: '[1]'",
                "podSpecPatch: abc",
                "podSpecPatch: 'containers: {name: main}'",
                "podSpecPatch: 'containers: [{image: a}]'",
                "podSpecPatch: 'containers: - name: main'",
                "podSpecPatch: '{\"containers\": [{\"name\": \"main\"}'"
            })
    void refusesOfATemplate(String field) {
        assertThat(ofTemplate(field)).extracting(Finding::rule).containsExactly("controller-value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "memoize: {key: 'a-{{workflow.name}}', maxAge: 1h, cache: {configMap: {name: a}}}",
                "retryStrategy: {limit: 1, backoff: {duration: 1s, factor: '2'}}",
                "synchronization: {mutexes: [{name: a}], semaphores: [{database: {key: a}}]}",
                "metrics: {prometheus: [{name: a, help: b, gauge: {realtime: false, value: '1'}}]}",
                "podSpecPatch: '{\"priority\": {{=asInt(\"1\")}}}'",
                "retryStrategy: {limit: '2', expression: 'asInt(lastRetry.exitCode) > 1 && lastRetry.status == \"Error\"'}",
                "retryStrategy: {limit: 1, expression: '\"{{lastRetry.exitCode}}\" == \"1\"'}",
                "retryStrategy: {limit: 1, expression: '{{workflow.name}} ='}",
                "synchronization: {mutexes: [{name: a}, {name: a, namespace: b}]}",
                "podSpecPatch: 'containers: [{name: main, image: a}, {$patch: replace}]'",
                "podSpecPatch: '# nothing'",
                "podSpecPatch: 'priority: 1'"
            })
    void acceptsOfATemplate(String field) {
        assertThat(ofTemplate(field)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a && (b", "a, b", "a & b", "a | b", "a b", "&& a", "a ||", "(a)) && b", "a !b", "!"})
    void refusesADependsThatCannotBeEvaluated(String depends) {
        assertThat(DependsText.flaw(depends)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", " a&&b ", "!(a.Failed || b-c.Succeeded) && a", "((a))", "!!a", "a == b"})
    void acceptsADependsThatCanBeEvaluated(String depends) {
        assertThat(DependsText.flaw(depends)).isNull();
    }

    @Test
    void refusesAMetricOfTheWorkflowWithoutHelp() {
        String metric = "  metrics: {prometheus: [{name: a, counter: {value: '1'}}]}\n";

        assertThat(Manifests.validate(
                        HEAD + metric + "  templates:\n  - {name: main, container: {image: alpine}}\n", "*"))
                .extracting(Finding::rule)
                .containsExactly("controller-value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hooks: {exit: {template: none}}",
                "hooks: {running: {template: main, expression: 'workflow.status = 1'}}",
                "hooks: {running: {template: main, expression: 'status == 1'}}",
                "hooks: {running: {template: main, expression: 'steps.a.status == 1'}}",
                "hooks: {running: {template: main, expression: '{{workflow.status}} == \"Running\"'}}",
                "hooks: {running: {template: main, expression: workflow.status}}",
                "workflowMetadata: {labelsFrom: {a: {expression: 'workflow.'}}}",
                "workflowMetadata: {labelsFrom: {a: {expression: team}}}",
                "podDisruptionBudget: {minAvailable: 1, maxUnavailable: 1}",
                "podDisruptionBudget: {minAvailable: many}"
            })
    void refusesOfASpecification(String field) {
        assertThat(ofSpecification(field)).extracting(Finding::rule).containsExactly("controller-value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hooks: {exit: {template: main, expression: 'workflow.status = 1'}}",
                "hooks: {running: {template: main, expression: 'workflow.status == \"Running\"'}}",
                "hooks: {running: {template: main, expression: '{{workflow.name}} == \"Running\"'}}",
                "workflowMetadata: {labelsFrom: {a: {expression: workflow.parameters.a}}}",
                "podDisruptionBudget: {minAvailable: 50%}",
                "podDisruptionBudget: {}"
            })
    void acceptsOfASpecification(String field) {
        assertThat(ofSpecification(field)).isEmpty();
    }

    @Test
    void correctsAConditionWithTheOperatorsOfAnotherLanguage() {
        assertThat(ofStep("when: a = b and not (c = d)"))
                .singleElement()
                .satisfies(it -> assertThat(it.hint()).contains("Write: a == b && !(c == d)."));
    }

    private static List<Finding> ofSpecification(String field) {
        return Manifests.validate(
                HEAD + "  " + field + "\n  templates:\n  - {name: main, container: {image: alpine}}\n", "*");
    }

    private static List<Finding> ofStep(String field) {
        return Manifests.validate(
                HEAD + "  templates:\n  - name: main\n    steps: [[{name: a, template: t, " + field + "}]]\n"
                        + "  - {name: t, container: {image: alpine}}\n",
                "*");
    }

    private static List<Finding> ofTemplate(String field) {
        return Manifests.validate(
                HEAD + "  templates:\n  - name: main\n    container: {image: alpine}\n    " + field + "\n", "*");
    }
}
