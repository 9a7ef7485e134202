package io.tiphys.validation.fields;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.Manifests;
import io.tiphys.validation.finding.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnknownFieldRuleTest {
    private static final String HEAD =
            "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {generateName: a-}\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spec: {entrypont: a} | /spec/entrypont | Did you mean 'entrypoint'?",
                "spec: {Entrypoint: a} | /spec/Entrypoint | Did you mean 'entrypoint'?",
                "spec: {serviceaccountname: a} | /spec/serviceaccountname | Did you mean 'serviceAccountName'?",
                "spec: {templates: [{imge: a, name: b}]} | /spec/templates/0/imge | ",
                "spec: {templates: [{image: a}]} | /spec/templates/0/image | It is a field of 'container'",
                "spec: {templates: [{steps: [[{tmplate: a}]]}]} | /spec/templates/0/steps/0/0/tmplate | Did you mean 'template'?",
                "spec: {templates: [{dag: {tasks: [{inline: {contaner: {}}}]}}]} | /spec/templates/0/dag/tasks/0/inline/contaner | Did you mean 'container'?",
                "spec: {templates: [{container: {env: [{nam: a}]}}]} | /spec/templates/0/container/env/0/nam | Did you mean 'name'?",
                "spec: {volumes: [{name: v, secret: {secretNam: a}}]} | /spec/volumes/0/secret/secretNam | Did you mean 'secretName'?",
                "spec: {hooks: {exit: {templat: a}}} | /spec/hooks/exit/templat | Did you mean 'template'?",
                "spec: {podPriority: 1} | /spec/podPriority | Use 'podPriorityClassName'",
                "spec: {synchronization: {mutex: {name: a}}} | /spec/synchronization/mutex | Use 'mutexes'",
                "spec: {synchronization: {semaphore: {}}} | /spec/synchronization/semaphore | Use 'semaphores'",
                "spec: {templates: [{synchronization: {mutex: {}}}]} | /spec/templates/0/synchronization/mutex | Use 'mutexes'",
                "spec: {nothingLikeThis: 1} | /spec/nothingLikeThis | ",
                "spec: {'a/b~c': 1} | /spec/a~1b~0c | ",
            })
    void pointsAtTheFieldAndSaysWhatWasMeant(String spec, String pointer, String hint) {
        List<Finding> violations = Manifests.validate(HEAD + spec, "*");

        assertThat(violations).hasSize(1);
        assertThat(violations.getFirst().rule()).isEqualTo("unknown-field");
        assertThat(violations.getFirst().pointer()).isEqualTo(pointer);
        assertThat(violations.getFirst().line()).isEqualTo(4);
        if (hint == null) {
            assertThat(violations.getFirst().hint()).isEmpty();
        } else {
            assertThat(violations.getFirst().hint())
                    .hasValueSatisfying(it -> assertThat(it).contains(hint));
        }
    }

    @Test
    void pointsAtTheKeyAndNotAtTheValue() {
        assertThat(Manifests.places(HEAD + "spec:\n  entrypont:\n    main\n"))
                .containsExactly("unknown-field /spec/entrypont 5:3");
    }

    @Test
    void takesEveryContentWhereTheKeysAreTheCallers() {
        assertThat(Manifests.places(HEAD + """
                        spec:
                          nodeSelector: {what.ever/key: a}
                          templates:
                          - plugin: {any: {thing: [1]}}
                          - steps: [[{withItems: [1, a, {b: {c: d}}, [x]]}]]
                          - metadata: {labels: {a: b}}
                        """)).isEmpty();
    }

    @Test
    void doesNotVisitWhatIsInAnUnknownField() {
        assertThat(Manifests.places(HEAD + "spec: {nothingLikeThis: {andThis: 1}}"))
                .containsExactly("unknown-field /spec/nothingLikeThis 4:8");
    }

    @Test
    void boundsTheMessageAboutALongField() {
        Finding violation = Manifests.validate(
                        "{\"apiVersion\": \"argoproj.io/v1alpha1\", \"kind\": \"Workflow\", "
                                + "\"metadata\": {\"name\": \"a\"}, \"spec\": {\"" + "x".repeat(100_000) + "\": 1}}",
                        "*")
                .getFirst();

        assertThat(violation.message()).hasSizeLessThan(200);
        assertThat(violation.pointer()).hasSizeLessThan(2_100);
    }

    @ParameterizedTest
    @CsvSource({"workflow", "template", "cronWorkflow"})
    void saysWhatToSendInsteadOfTheWrapperOfArgosApi(String wrapper) {
        assertThat(Manifests.validate("{\"" + wrapper + "\": {\"spec\": {}}}", "*"))
                .filteredOn(finding -> finding.rule().equals("unknown-field"))
                .extracting(finding -> finding.hint().orElse(""))
                .containsExactly("Send the content of '" + wrapper + "': only Argo's own API wraps the document.");
    }
}
