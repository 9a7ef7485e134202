package io.tiphys.validation.fields;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.Manifests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongTypeRuleTest {
    private static final String HEAD =
            "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {generateName: a-}\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spec: {entrypoint: 1} | /spec/entrypoint | Expected text, found the number 1. | Write it in quotes: \"1\".",
                "spec: {entrypoint: yes} | /spec/entrypoint | Expected text, found yes, which YAML reads as true. | Write it in quotes: \"yes\".",
                "spec: {parallelism: '1'} | /spec/parallelism | found text '1'. | Write it without quotes: 1.",
                "spec: {activeDeadlineSeconds: soon} | /spec/activeDeadlineSeconds | Expected a whole number, found text 'soon'. | ",
                "spec: {priority: '{{workflow.parameters.p}}'} | /spec/priority | found text | This field accepts no variable.",
                "spec: {parallelism: 1.5} | /spec/parallelism | found the number 1.5. | ",
                "{parallelism: 2.0} | /spec/parallelism | found the number 2.0. | Write it without a point: 2.",
                "{parallelism: 6e2} | /spec/parallelism | found the number 6e2. | Write it without a point: 600.",
                "{parallelism: 1e99999} | /spec/parallelism | found the number | ",
                "spec: {parallelism: 9223372036854775808} | /spec/parallelism | and 9223372036854775807, found | ",
                "spec: {priority: 202609211200} | /spec/priority | between -2147483648 and 2147483647, found the number 202609211200. | ",
                "spec: {suspend: 'true'} | /spec/suspend | Expected true or false, found text 'true'. | Write it without quotes: true.",
                "spec: {suspend: 'perhaps'} | /spec/suspend | found text 'perhaps'. | ",
                "spec: {templates: {name: a}} | /spec/templates | Expected a list, found an object. | Write a list",
                "spec: {templates: [a]} | /spec/templates/0 | Expected an object, found text 'a'. | ",
                "spec: {templates: [{container: [a]}]} | /spec/templates/0/container | Expected an object, found a list. | Remove the dash",
                "spec: {templates: [{container: {args: a}}]} | /spec/templates/0/container/args | Expected a list, found text 'a'. | Write a list: [\"a\"].",
                "spec: {templates: [{container: {args: [1]}}]} | /spec/templates/0/container/args/0 | found the number 1. | Write it in quotes: \"1\".",
                "spec: {templates: [{container: {env: {A: b}}}]} | /spec/templates/0/container/env | found an object. | Write a list: - {name: A, value: \"b\"}.",
                "spec: {templates: [{container: {env: [{name: a, value: 1}]}}]} | /spec/templates/0/container/env/0/value | found the number 1. | Write it in quotes: \"1\".",
                "spec: {templates: [{container: {resources: {limits: {memory: '{{workflow.parameters.m}}'}}}}]} |"
                        + " /spec/templates/0/container/resources/limits/memory | Expected a quantity | A quantity accepts no variable. Set it by podSpecPatch",
                "spec: {templates: [{steps: [{name: a}]}]} | /spec/templates/0/steps/0 | Expected a list, found an object. | Steps are a list of lists: begin the step with two dashes, - - name: a.",
                "spec: {nodeSelector: {a: 1}} | /spec/nodeSelector/a | found the number 1. | Write it in quotes: \"1\".",
                "spec: {arguments: {parameters: {who: world}}} | /spec/arguments/parameters | Expected a list | Write a list: - {name: who, value: \"world\"}.",
                "spec: {arguments: {parameters: [{name: a, value: [1]}]}} | /spec/arguments/parameters/0/value | Expected text, found a list. | Put quotes around the whole value",
                "spec: {arguments: {parameters: [{name: a, value: {b: c}}]}} | /spec/arguments/parameters/0/value | found an object. | Put quotes around the whole value",
                "spec: {templates: [{container: {args: [{b: null}]}}]} | /spec/templates/0/container/args/0 | found an object. | Put quotes around it: text that ends with a colon",
            })
    void pointsAtTheValueAndSaysWhatIsExpectedAndFound(String spec, String pointer, String message, String hint) {
        var violations = Manifests.validate(spec.startsWith("{") ? json(spec) : HEAD + spec, "*");

        assertThat(violations).hasSize(1);
        assertThat(violations.getFirst().rule()).isEqualTo("wrong-type");
        assertThat(violations.getFirst().pointer()).isEqualTo(pointer);
        assertThat(violations.getFirst().message()).contains(message);
        if (hint == null) {
            assertThat(violations.getFirst().hint()).isEmpty();
        } else {
            assertThat(violations.getFirst().hint())
                    .hasValueSatisfying(it -> assertThat(it).startsWith(hint));
        }
    }

    /** Numbers as JSON has them: YAML reads some of them as others. */
    private static String json(String spec) {
        return "{\"apiVersion\": \"argoproj.io/v1alpha1\", \"kind\": \"Workflow\", \"metadata\": {\"generateName\": \"a-\"}, \"spec\": "
                + spec.replace("parallelism", "\"parallelism\"") + "}";
    }

    @Test
    void takesWhatGoReadsAsWell() {
        assertThat(Manifests.places(HEAD + """
                        spec:
                          entrypoint: null
                          arguments:
                            parameters:
                            - {name: a, value: 1, default: 1.5, enum: [1, true, a]}
                            - {name: b, valueFrom: {default: 2, supplied: {}}}
                          templates:
                          - activeDeadlineSeconds: 5
                            container:
                              resources: {limits: {cpu: 1, memory: 1Gi}}
                              livenessProbe: {httpGet: {port: http}}
                          - activeDeadlineSeconds: "{{inputs.parameters.a}}"
                            metrics: {prometheus: [{name: a, help: b, histogram: {value: "1", buckets: [0.1, 1]}}]}
                          -
                        """)).isEmpty();
    }
}
