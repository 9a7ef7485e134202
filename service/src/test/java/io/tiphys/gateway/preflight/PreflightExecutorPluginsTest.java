package io.tiphys.gateway.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.finding.WorkflowReport;
import io.tiphys.gateway.preflight.state.AccountSecrets;
import io.tiphys.gateway.preflight.state.ExecutorPlugin;
import io.tiphys.gateway.preflight.state.StateQuestion;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tokens of executor plugins, whose sidecars run in the pod of the agent. */
class PreflightExecutorPluginsTest extends PreflightOnFakes {
    private static final String RULE = "executor-plugin-token";
    private static final String PLUGIN = "templates: [{name: main, plugin: {hello: {}}}]";
    private static final String HTTP = "templates: [{name: main, http: {url: 'http://a'}}]";
    private static final String ACCOUNT = "hello-executor-plugin";
    private static final String SECRET = ACCOUNT + ".service-account-token";

    @BeforeEach
    void theAgentItselfIsFine() {
        core.cluster.known(new StateQuestion.SecretKeys("default.service-account-token", true), Set.of("token"));
    }

    private void installed(String namespace) {
        core.cluster.known(new StateQuestion.ExecutorPlugins(namespace), List.of(new ExecutorPlugin(ACCOUNT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"science", "argo"})
    void followsAPluginFromItsConfigMapToItsToken(String namespace) {
        installed(namespace);
        assertThat(severities(preflight(PLUGIN))).containsExactly(RULE + " ERROR");

        core.cluster.known(new StateQuestion.Account(ACCOUNT), new AccountSecrets(Set.of(), SECRET));
        assertThat(severities(preflight(PLUGIN))).containsExactly(RULE + " ERROR");

        core.cluster.known(new StateQuestion.SecretKeys(SECRET, true), Set.of("password"));
        assertThat(severities(preflight(PLUGIN))).containsExactly(RULE + " ERROR");

        core.cluster.known(new StateQuestion.SecretKeys(SECRET, true), Set.of("token", "ca.crt"));
        assertThat(severities(preflight(PLUGIN))).isEmpty();
    }

    @Test
    void onlyWarnsForHttpTemplatesBecauseTheControllerMayLoadNoPlugins() {
        installed("science");

        WorkflowReport report = preflight(HTTP);

        assertThat(severities(report)).containsExactly(RULE + " WARNING");
        assertThat(report.findings().getFirst().hint().orElseThrow()).contains("--executor-plugins");
        assertThat(report.runnable()).isTrue();
    }

    @Test
    void placesTheFindingAtThePluginTemplate() {
        installed("argo");

        WorkflowReport report =
                preflight("templates: [{name: main, steps: [[{name: a, template: a}, {name: b, template:"
                        + " b}]]}, {name: a, http: {url: 'http://a'}}, {name: b, plugin: {hello: {}}}]");

        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.pointer()).isEqualTo("/spec/templates/2");
            assertThat(finding.message())
                    .isEqualTo(
                            "Service account 'hello-executor-plugin' does not exist. Argo needs it for executor plugin"
                                    + " 'hello' (config map 'hello-executor-plugin' in namespace 'argo'), and cannot create the"
                                    + " pod for http and plugin templates.");
            assertThat(finding.hint().orElseThrow())
                    .contains(
                            "'" + SECRET + "'",
                            "kubernetes.io/service-account-token",
                            "kubernetes.io/service-account.name: hello-executor-plugin");
        });
    }

    @Test
    void leavesUndecidedWhatTheCallerMayNotRead() {
        core.cluster.forbidden(new StateQuestion.ExecutorPlugins("science"));
        core.cluster.forbidden(new StateQuestion.ExecutorPlugins("argo"));

        WorkflowReport report = preflight(HTTP);

        assertThat(severities(report)).containsExactly(RULE + " UNCHECKED", RULE + " UNCHECKED");
        assertThat(report.findings())
                .extracting(WorkflowFinding::message)
                .containsExactly(
                        "The list of executor plugins in namespace 'argo' was not checked: 'ada' may not list configmaps in"
                                + " namespace 'argo'.",
                        "The list of executor plugins in namespace 'science' was not checked: 'ada' may not list configmaps in"
                                + " namespace 'science'.");
        assertThat(report.checkManifest().orElseThrow())
                .contains("namespace: \"science\"")
                .doesNotContain("\"argo\"");
    }

    @Test
    void leavesUndecidedWhatTheCallerMayNotReadOfAPlugin() {
        installed("science");
        core.cluster.forbidden(new StateQuestion.Account(ACCOUNT));
        assertThat(severities(preflight(PLUGIN))).containsExactly(RULE + " UNCHECKED");

        core.cluster.known(new StateQuestion.Account(ACCOUNT), new AccountSecrets(Set.of(), SECRET));
        core.cluster.forbidden(new StateQuestion.SecretKeys(SECRET, true));
        assertThat(severities(preflight(PLUGIN))).containsExactly(RULE + " UNCHECKED");
    }

    @Test
    void asksForNoPluginsWhereNoAgentRuns() {
        preflight(POD);

        assertThat(core.cluster.asked).noneMatch(StateQuestion.ExecutorPlugins.class::isInstance);
        assertThat(rules(preflight(POD), Severity.UNCHECKED)).isEmpty();
    }
}
