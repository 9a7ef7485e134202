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
                "spec: {entrypoint: 1} | /spec/entrypoint | Put quotes around it.",
                "spec: {entrypoint: yes} | /spec/entrypoint | Put quotes around it.",
                "spec: {parallelism: '1'} | /spec/parallelism | Write it without quotes.",
                "spec: {parallelism: 1.5} | /spec/parallelism | ",
                "spec: {parallelism: 9223372036854775808} | /spec/parallelism | ",
                "spec: {suspend: 'true'} | /spec/suspend | Write it without quotes.",
                "spec: {templates: {name: a}} | /spec/templates | ",
                "spec: {templates: [a]} | /spec/templates/0 | ",
                "spec: {templates: [{container: [a]}]} | /spec/templates/0/container | ",
                "spec: {templates: [{container: {args: a}}]} | /spec/templates/0/container/args | ",
                "spec: {templates: [{container: {args: [1]}}]} | /spec/templates/0/container/args/0 | Put quotes around it.",
                "spec: {templates: [{container: {env: [{name: a, value: 1}]}}]} | /spec/templates/0/container/env/0/value | Put quotes around it.",
                "spec: {templates: [{steps: [{name: a}]}]} | /spec/templates/0/steps/0 | ",
                "spec: {nodeSelector: {a: 1}} | /spec/nodeSelector/a | Put quotes around it.",
                "spec: {arguments: {parameters: [{name: a, value: [1]}]}} | /spec/arguments/parameters/0/value | ",
                "spec: {arguments: {parameters: [{name: a, value: {b: c}}]}} | /spec/arguments/parameters/0/value | If this is a {{variable}}",
            })
    void pointsAtTheValue(String spec, String pointer, String hint) {
        var violations = Manifests.validate(HEAD + spec, "*");

        assertThat(violations).hasSize(1);
        assertThat(violations.getFirst().rule()).isEqualTo("wrong-type");
        assertThat(violations.getFirst().pointer()).isEqualTo(pointer);
        if (hint == null) {
            assertThat(violations.getFirst().hint()).isEmpty();
        } else {
            assertThat(violations.getFirst().hint())
                    .hasValueSatisfying(it -> assertThat(it).startsWith(hint));
        }
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
