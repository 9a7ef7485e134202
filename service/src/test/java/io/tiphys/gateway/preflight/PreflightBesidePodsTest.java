package io.tiphys.gateway.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowReport;
import io.tiphys.gateway.preflight.state.AccountSecrets;
import io.tiphys.gateway.preflight.state.StateQuestion;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What runs or stands beside a workflow's pods: token secrets, accounts in patches, config maps that Argo reads itself. */
class PreflightBesidePodsTest extends PreflightOnFakes {
    private static final String SECRET = "default.service-account-token";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "templates: [{name: main, http: {url: 'http://a'}}]",
                "templates: [{name: main, plugin: {hello: {}}}]",
                "executor: {serviceAccountName: default}\ntemplates: [{name: main, container: {image: 'a:1'}}]",
                "templates: [{name: main, executor: {serviceAccountName: default}, script: {image: 'a:1', source: a}}]",
                "templates: [{name: main, executor: {serviceAccountName: default}, resource: {action: delete, flags: [a]}}]",
            })
    void looksForTheTokenSecretWhereverArgoMountsIt(String specification) {
        assertThat(rules(preflight(specification), Severity.ERROR)).contains("token-secret-exists");

        core.cluster.known(new StateQuestion.SecretKeys(SECRET, true), Set.of("token", "ca.crt", "namespace"));
        assertThat(rules(preflight(specification), Severity.ERROR)).doesNotContain("token-secret-exists");

        core.cluster.known(new StateQuestion.SecretKeys(SECRET, true), Set.of("password"));
        assertThat(rules(preflight(specification), Severity.ERROR)).contains("token-secret-exists");

        core.cluster.forbidden(new StateQuestion.SecretKeys(SECRET, true));
        WorkflowReport unchecked = preflight(specification);
        assertThat(rules(unchecked, Severity.ERROR)).doesNotContain("token-secret-exists");
        assertThat(rules(unchecked, Severity.UNCHECKED)).contains("token-secret-exists");
    }

    @Test
    void asksForNoTokenSecretWherePodsGetTheirTokenFromKubernetes() {
        preflight(POD);

        assertThat(core.cluster.asked).doesNotContain(new StateQuestion.SecretKeys(SECRET, true));
    }

    @Test
    void takesTheSecretThatTheAccountNames() {
        core.cluster.known(new StateQuestion.Account("default"), new AccountSecrets(Set.of(), "other"));
        core.cluster.known(new StateQuestion.SecretKeys("other", true), Set.of("token"));

        assertThat(severities(preflight("templates: [{name: main, plugin: {hello: {}}}]")))
                .isEmpty();
    }

    @Test
    void saysHowToMakeTheSecret() {
        assertThat(preflight("templates: [{name: main, plugin: {hello: {}}}]").findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.message())
                            .isEqualTo("Secret '" + SECRET + "' does not exist. Argo mounts it to run http and plugin"
                                    + " templates as service account 'default', and the pod never starts.");
                    assertThat(finding.hint().orElseThrow())
                            .contains(
                                    "kubernetes.io/service-account-token",
                                    "kubernetes.io/service-account.name: default");
                    assertThat(finding.pointer()).isEqualTo("/spec/templates/0");
                });
    }

    @Test
    void looksUpAnAccountThatOnlyAPatchNames() {
        assertThat(rules(preflight("podSpecPatch: '{\"serviceAccountName\": \"absent\"}'\n" + POD), Severity.ERROR))
                .contains("account-exists");
    }

    @Test
    void readsMemoizedResultsOnlyFromAConfigMapWithTheLabel() {
        String workflow = "templates: [{name: main, memoize: {key: a, maxAge: 1h, cache: {configMap: {name: results}}},"
                + " container: {image: 'a:1'}}]";
        var question = new StateQuestion.ConfigMapLabels("results");

        assertThat(severities(preflight(workflow))).isEmpty(); // Argo makes it
        core.cluster.known(question, Map.of());
        assertThat(severities(preflight(workflow))).containsExactly("config-map-type ERROR");
        core.cluster.known(question, Map.of("workflows.argoproj.io/configmap-type", "Parameter"));
        assertThat(severities(preflight(workflow))).containsExactly("config-map-type ERROR");
        core.cluster.known(question, Map.of("workflows.argoproj.io/configmap-type", "Cache"));
        assertThat(severities(preflight(workflow))).isEmpty();
        core.cluster.forbidden(question);
        assertThat(severities(preflight(workflow))).containsExactly("config-map-type UNCHECKED");
        assertThat(severities(preflight(workflow.replace("name: results", "name: '{{workflow.name}}'"))))
                .containsExactly("config-map-type UNCHECKED");
    }

    @Test
    void readsParametersOnlyFromAConfigMapWithTheLabel() {
        String workflow =
                "arguments: {parameters: [{name: a, valueFrom: {configMapKeyRef: {name: values, key: k}}}]}\n" + POD;
        String withDefault = workflow.replace("valueFrom: {", "valueFrom: {default: d, ");
        core.cluster.known(new StateQuestion.ConfigMapKeys("values"), Set.of("k"));
        var question = new StateQuestion.ConfigMapLabels("values");

        core.cluster.known(question, Map.of());
        assertThat(severities(preflight(workflow))).containsExactly("config-map-type ERROR");
        assertThat(severities(preflight(withDefault))).isEmpty();
        core.cluster.known(question, Map.of("workflows.argoproj.io/configmap-type", "Cache"));
        assertThat(severities(preflight(withDefault))).containsExactly("config-map-type ERROR");
        core.cluster.known(question, Map.of("workflows.argoproj.io/configmap-type", "Parameter"));
        assertThat(severities(preflight(workflow))).isEmpty();
    }
}
