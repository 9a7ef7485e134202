package io.tiphys.validation.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.Manifests;
import io.tiphys.validation.finding.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each of the refused workflows was seen to wait for its own mutex on Argo 4.0.5. */
class NestedLocksTest {
    private static final String LOCK = "synchronization: {mutexes: [{name: a}]}";

    @Test
    void refusesAMutexOfTheWorkflowAndOfItsEntrypoint() {
        assertThat(of(LOCK, LOCK + ", suspend: {}", "suspend: {}"))
                .extracting(Finding::pointer)
                .containsExactly("/spec/templates/0/synchronization/mutexes/0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"onExit: inner", "hooks: {exit: {template: inner}}"})
    void refusesAMutexOfTheWorkflowAndOfItsLastTemplate(String end) {
        assertThat(of(LOCK + "\n  " + end, "suspend: {}", LOCK + ", suspend: {}"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "steps: [[{name: a, template: inner}]]",
                "steps: [[{name: a, template: inner, withItems: [1]}]]",
                "steps: [[{name: a, template: other, onExit: inner}]]",
                "steps: [[{name: a, template: other, hooks: {exit: {template: inner}}}]]",
                "steps: [[{name: a, inline: {steps: [[{name: b, template: inner}]]}}]]",
                "dag: {tasks: [{name: a, template: other}, {name: b, template: inner, depends: a}]}"
            })
    void refusesAMutexOfATemplateAndOfOneThatItRuns(String steps) {
        assertThat(of("", LOCK + ", " + steps, LOCK + ", suspend: {}")).hasSize(1);
    }

    @Test
    void refusesAMutexThatEveryTemplateHasByDefault() {
        assertThat(of("templateDefaults: {" + LOCK + "}", "steps: [[{name: a, template: inner}]]", "suspend: {}"))
                .extracting(Finding::pointer)
                .containsExactly("/spec/templateDefaults/synchronization/mutexes/0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "steps: [[{name: a, template: inner, when: '{{workflow.name}} == a'}]]",
                "steps: [[{name: a, template: inner, withParam: '{{workflow.parameters}}'}]]",
                "steps: [[{name: a, template: other, hooks: {exit: {template: inner, expression: 'false'}}}]]",
                "dag: {tasks: [{name: a, template: other}, {name: b, template: inner, depends: a.Failed}]}",
                "steps: [[{name: a, template: other}]]"
            })
    void acceptsAMutexOfATemplateThatMayBeLeftOut(String steps) {
        assertThat(of("", LOCK + ", " + steps, LOCK + ", suspend: {}"))
                .extracting(Finding::rule)
                .doesNotContain("controller-value");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mutexes: [{name: b}]",
                "mutexes: [{name: a, namespace: elsewhere}]",
                "mutexes: [{name: a, database: true}]",
                "mutexes: [{name: 'a{{workflow.name}}'}]",
                "semaphores: [{configMapKeyRef: {name: a, key: a}}]"
            })
    void acceptsAnotherLock(String locks) {
        assertThat(of(
                        "",
                        LOCK + ", steps: [[{name: a, template: inner}]]",
                        "synchronization: {" + locks + "}, suspend: {}"))
                .isEmpty();
    }

    private static List<Finding> of(String spec, String main, String inner) {
        return Manifests.validate(
                "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {generateName: a-}\nspec:\n  entrypoint: main\n  "
                        + spec + "\n  templates:\n  - {name: main, " + main + "}\n  - {name: inner, " + inner
                        + "}\n  - {name: other, suspend: {}}\n",
                "*");
    }
}
