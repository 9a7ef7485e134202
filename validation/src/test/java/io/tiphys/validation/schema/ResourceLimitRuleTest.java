package io.tiphys.validation.schema;

import static io.tiphys.validation.LargeDocuments.list;
import static io.tiphys.validation.LargeDocuments.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.validation.Manifests;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourceLimitRuleTest {
    private static List<String> found(String document) {
        return Manifests.validateAll(document, "*").stream()
                .map(finding -> finding.rule() + " " + finding.pointer())
                .toList();
    }

    @Test
    void takesTwoHundredTemplatesAndNoMore() {
        assertThat(found(workflow("t0", list(200, i -> "{\"name\":\"t" + i + "\",\"suspend\":{}}"))))
                .isEmpty();
        assertThat(found(workflow("t0", list(201, i -> "{\"name\":\"t" + i + "\",\"suspend\":{}}"))))
                .containsExactly("resource-limit /spec/templates");
    }

    @Test
    void looksAtValues() {
        assertThat(found(workflow(
                        "a",
                        "{\"name\":\"a\",\"container\":{\"image\":\"i:1\"},\"outputs\":{\"artifacts\":"
                                + "[{\"name\":\"x\",\"path\":\"/x\",\"mode\":512}]}}")))
                .containsExactly("resource-limit /spec/templates/0/outputs/artifacts/0/mode");
    }

    /** Argo does not hand it on to Kubernetes, which would refuse it. */
    @Test
    void takesAnEmptyListAsNone() {
        assertThat(found(workflow("a", "{\"name\":\"a\",\"suspend\":{}},{\"name\":\"b\",\"steps\":[]}")))
                .isEmpty();
    }

    @Test
    void evaluatesRulesInCel() {
        String artifact = "{\"name\":\"a\",\"container\":{\"image\":\"i:1\"},\"outputs\":{\"artifacts\":"
                + "[{\"name\":\"x\",\"path\":\"/x\",\"raw\":{\"data\":\"\"}%s}]}}";

        assertThat(found(workflow("a", artifact.formatted("")))).isEmpty();
        assertThat(found(workflow("a", artifact.formatted(",\"http\":{\"url\":\"http://x\"}"))))
                .containsExactly("resource-limit /spec/templates/0/outputs/artifacts/0");
    }

    @Test
    void doesNotRepeatWhatAnotherRuleSays() {
        assertThat(found(workflow(
                        "a", "{\"name\":\"a\",\"suspend\":{},\"inputs\":{\"parameters\":[{\"name\":\"a b\"}]}}")))
                .containsExactly(
                        "input-not-supplied /spec/entrypoint",
                        "name-invalid /spec/templates/0/inputs/parameters/0/name");
    }
}
