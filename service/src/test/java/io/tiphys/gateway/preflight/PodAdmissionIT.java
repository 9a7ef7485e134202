package io.tiphys.gateway.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBindingBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBuilder;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.finding.WorkflowReport;
import io.tiphys.gateway.testbed.WireCall;
import io.tiphys.gateway.testbed.WireJournal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a real API server says of pods: its own rules, and a policy that holds in the test's namespace alone. */
final class PodAdmissionIT extends PreflightOnCluster {
    private static final String REFUSED = "Images come from the registry of the house.";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final String STRANGE = """
            podMetadata: {labels: {team: "not a value"}}
            templates:
              - {name: main, steps: [[{name: a, template: port}, {name: b, template: fine}]]}
              - {name: port, container: {image: "busybox:1.37", ports: [{containerPort: 70000}]}}
              - {name: fine, metadata: {labels: {team: blue}}, container: {image: "busybox:1.37"}}
            """;

    private void mayCreatePods() {
        mayRunWorkflows();
        namespace.grant("ada", rule("", "pods", "create"));
    }

    @Test
    void tellsTheWordsOfTheApiServerWhereTheFieldIsWritten() {
        mayCreatePods();

        WorkflowReport report = preflight("direct", STRANGE);

        assertThat(of("pod-admission", report))
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .extracting(finding ->
                        finding.pointer() + " " + finding.message().replaceFirst("(?s).*dry run: ([^:]+): .*", "$1"))
                .contains(
                        "/spec/podMetadata/labels metadata.labels",
                        "/spec/templates/1/container spec.containers[0].ports[0].containerPort")
                .noneMatch(finding -> finding.startsWith("/spec/templates/2"));
        assertThat(report.runnable()).isFalse();
    }

    @Test
    void createsNothingAndAsksWithTheCallersTokenAlone() {
        mayCreatePods();
        journal.clear();

        preflight("minted", POD);

        List<WireCall> calls = journal.callsTo("kubernetes").stream()
                .filter(call -> call.path().contains("/pods"))
                .toList();
        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(call.method()).isEqualTo("POST");
            assertThat(call.path()).contains("dryRun=All");
            assertThat(call.authorization()).contains(WireJournal.fingerprint(ada));
        });
        assertThat(cluster.admin().pods().inNamespace(namespace.name()).list().getItems())
                .isEmpty();
    }

    @Test
    void asksNothingForACallerWhoMayNotCreatePods() {
        mayRunWorkflows();
        journal.clear();

        WorkflowReport report = preflight("direct", STRANGE);

        assertThat(severities(report, "pod-admission")).containsExactly(Severity.UNCHECKED);
        assertThat(report.checkManifest().orElse("")).doesNotContain("pods");
        assertThat(journal.calls()).noneMatch(call -> call.path().contains("/pods"));
    }

    @Test
    void tellsTheWordsOfAPolicy() {
        mayCreatePods();
        String name = namespace.name() + "-images";
        var policy = cluster.admin()
                .resource(new ValidatingAdmissionPolicyBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withFailurePolicy("Fail")
                        .withNewMatchConstraints()
                        .addNewResourceRule()
                        .withApiGroups("")
                        .withApiVersions("v1")
                        .withOperations("CREATE")
                        .withResources("pods")
                        .endResourceRule()
                        .endMatchConstraints()
                        .addNewValidation()
                        .withExpression("object.spec.containers.all(c, c.image.startsWith('house/'))")
                        .withMessage(REFUSED)
                        .endValidation()
                        .endSpec()
                        .build())
                .create();
        var binding = cluster.admin()
                .resource(new ValidatingAdmissionPolicyBindingBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withPolicyName(name)
                        .withValidationActions("Deny")
                        .withNewMatchResources()
                        .withNewNamespaceSelector()
                        .withMatchLabels(Map.of("kubernetes.io/metadata.name", namespace.name()))
                        .endNamespaceSelector()
                        .endMatchResources()
                        .endSpec()
                        .build())
                .create();
        try {
            awaitThePolicy();
            assertThat(of("pod-admission", preflight("direct", POD)))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
                        assertThat(finding.message()).contains(name, REFUSED).doesNotContain("preflight-");
                        assertThat(finding.pointer()).isEqualTo("/spec/templates/0");
                    });
            assertThat(of("pod-admission", preflight("direct", POD.replace("busybox", "house/busybox"))))
                    .isEmpty();
        } finally {
            cluster.admin().resource(binding).delete();
            cluster.admin().resource(policy).delete();
        }
    }

    /** The API server takes a moment until it holds a new policy against requests. */
    private void awaitThePolicy() {
        Instant end = Instant.now().plus(TIMEOUT);
        while (of("pod-admission", preflight("direct", POD)).isEmpty()) {
            assertThat(Instant.now()).isBefore(end);
        }
    }

    @Test
    void sendsThePodsOfTheAgentAndOfTheDeletionOfArtifacts() {
        mayCreatePods();
        String beside = "artifactGC: {strategy: OnWorkflowDeletion}\n"
                + "templates: [{name: main, http: {url: \"http://127.0.0.1\"}}]\n";
        journal.clear();

        assertThat(of("pod-admission", preflight("direct", beside))).isEmpty();
        assertThat(journal.callsTo("kubernetes"))
                .filteredOn(call -> call.path().contains("/pods"))
                .hasSize(2);

        // Argo applies the workflow's patch to the agent as well, which has no such container.
        String patch = "podSpecPatch: '{\"containers\": [{\"name\": \"wait\", \"resources\": {}}]}'\n";
        assertThat(of("pod-admission", preflight("direct", patch + beside)))
                .anySatisfy(finding -> assertThat(finding.message()).contains("image"));
    }

    @Test
    void tellsOfAMissingTokenSecretUntilItIsThere() {
        mayRunWorkflows();
        mayRead("", "serviceaccounts", "secrets");
        String agent = "serviceAccountName: worker\ntemplates: [{name: main, http: {url: \"http://127.0.0.1\"}}]";

        assertThat(severities(preflight("direct", agent), "token-secret-exists"))
                .containsExactly(Severity.ERROR);
        secret("worker.service-account-token", Map.of("token", VALUE));
        WorkflowReport report = preflight("direct", agent);
        assertThat(of("token-secret-exists", report)).isEmpty();
        assertThat(report.toString()).doesNotContain(VALUE);
    }

    @Test
    void tellsOfAnExecutorPluginWithoutAccountOrTokenSecret() {
        mayRunWorkflows();
        mayRead("", "serviceaccounts", "secrets", "configmaps");
        String plugin = "templates: [{name: main, plugin: {hello: {}}}]";
        assertThat(own(preflight("direct", plugin))).isEmpty();

        plugin("hello-executor-plugin", "true");
        plugin("quiet-executor-plugin", "false");
        assertThat(own(preflight("direct", plugin)))
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .startsWith("Service account 'hello-executor-plugin' does not exist."));

        namespace.serviceAccount("hello-executor-plugin");
        WorkflowReport report = preflight("direct", plugin);
        assertThat(report.runnable()).isFalse();
        assertThat(own(report)).singleElement().satisfies(finding -> {
            assertThat(finding.message())
                    .startsWith("Secret 'hello-executor-plugin.service-account-token' does not exist.");
            assertThat(finding.pointer()).isEqualTo("/spec/templates/0");
        });

        secret("hello-executor-plugin.service-account-token", Map.of("token", VALUE));
        assertThat(own(preflight("direct", plugin))).isEmpty();
    }

    @Test
    void readsPluginsWithTheCallersTokenAndLeavesTheRestUndecided() {
        mayRunWorkflows();
        plugin("hello-executor-plugin", "true");
        String http = "templates: [{name: main, http: {url: \"http://127.0.0.1\"}}]";
        journal.clear();

        WorkflowReport report = preflight("direct", http);

        assertThat(severities(report, "executor-plugin-token")).containsExactly(Severity.UNCHECKED, Severity.UNCHECKED);
        assertThat(report.checkManifest().orElseThrow()).contains("configmaps").doesNotContain("\"argo\"");
        assertThat(journal.callsTo("kubernetes"))
                .filteredOn(call -> call.path().contains("/configmaps"))
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.authorization()).contains(WireJournal.fingerprint(ada)));

        mayRead("", "configmaps", "serviceaccounts");
        assertThat(severities(preflight("direct", http), "executor-plugin-token"))
                .containsExactlyInAnyOrder(Severity.WARNING, Severity.UNCHECKED);
    }

    /** The findings about the plugins of the test's namespace: Ada may not read Argo's. */
    private static List<WorkflowFinding> own(WorkflowReport report) {
        return of("executor-plugin-token", report).stream()
                .filter(finding -> !finding.message().contains("in namespace 'argo' was not checked"))
                .toList();
    }

    private void plugin(String name, String mountsToken) {
        cluster.admin()
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace.name())
                        .addToLabels("workflows.argoproj.io/configmap-type", "ExecutorPlugin")
                        .endMetadata()
                        .addToData("sidecar.automountServiceAccountToken", mountsToken)
                        .addToData("sidecar.container", """
                                name: hello
                                image: busybox:1.37
                                ports: [{containerPort: 4355}]
                                resources: {requests: {cpu: 10m}, limits: {cpu: 100m}}
                                securityContext: {runAsNonRoot: true}
                                """)
                        .build())
                .create();
    }
}
