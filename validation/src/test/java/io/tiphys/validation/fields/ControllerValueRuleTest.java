package io.tiphys.validation.fields;

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
                "hooks: {running: {expression: 'true'}}"
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
                "hooks: {exit: {template: t}}"
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
