package io.tiphys.gateway.preflight;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.tiphys.gateway.access.CallAuthenticator;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.fakes.CallsUnderWay;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.finding.WorkflowReport;
import io.tiphys.gateway.submission.Submission;
import io.tiphys.gateway.submission.SubmitCommand;
import io.tiphys.gateway.submission.SubmitWorkflow;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.FaultProxy;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import io.tiphys.gateway.testbed.WireJournal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A gateway on a real Kubernetes with a real Argo, and Ada, to whom nothing is allowed until a test does. */
abstract class PreflightOnCluster {
    static final String VALUE = "a-value-that-nobody-may-see";

    static final String POD = "templates: [{name: main, container: {image: \"busybox:1.37\"}}]";

    final ClusterUnderTest cluster = ClusterUnderTest.current();

    final WireJournal journal = new WireJournal();

    final FaultProxy kubernetes = FaultProxy.ofKubernetes(cluster, journal);

    final TestNamespace namespace = TestNamespace.create(cluster);

    BearerToken ada;

    private GatewayAccount direct;

    GatewayAccount secret;

    private GatewayAccount minted;

    RunningGateway gateway;

    @BeforeEach
    void start() {
        namespace.serviceAccount("ada");
        ada = namespace.token("ada");
        namespace.serviceAccount(EnvironmentSettings.SUBMITTER);
        namespace.serviceAccount("worker");
        direct = GatewayAccount.forConfiguredToken(cluster);
        secret = GatewayAccount.forServiceAccountSecret(cluster, namespace);
        minted = GatewayAccount.forTokenRequest(cluster, namespace);
        gateway = RunningGateway.start(
                environment("direct", direct).direct(),
                environment("secret", secret).serviceAccountSecret(),
                environment("minted", minted).tokenRequest());
    }

    EnvironmentSettings environment(String name, GatewayAccount account) {
        return EnvironmentSettings.of(name, cluster.argoServer(), account.accessThrough(kubernetes), namespace)
                .with("argo-server.namespace", "argo")
                .with("workflow-service-accounts", List.of("default", "worker"));
    }

    @AfterEach
    void leaveNothingBehind() {
        gateway.close();
        namespace.close();
        direct.close();
        secret.close();
        minted.close();
        kubernetes.close();
    }

    /** Ada may run workflows, and the pods' account may report; nothing else is allowed to her. */
    void mayRunWorkflows() {
        namespace.grant("ada", rule("argoproj.io", "workflows", "create"));
    }

    void mayRead(String group, String... resources) {
        for (String resource : resources) {
            namespace.grant("ada", rule(group, resource, "get", "list"));
        }
    }

    static PolicyRule rule(String group, String resource, String... verbs) {
        return new PolicyRuleBuilder()
                .withApiGroups(group)
                .withResources(resource)
                .withVerbs(verbs)
                .build();
    }

    void secret(String name, Map<String, String> data) {
        cluster.admin()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace.name())
                        .endMetadata()
                        .withStringData(data)
                        .build())
                .create();
    }

    static String using(String secret, String key) {
        return """
                templates:
                  - name: main
                    container:
                      image: a
                      env: [{name: A, valueFrom: {secretKeyRef: {name: %s, key: %s}}}]
                """.formatted(secret, key);
    }

    /** Denials are kept for two seconds. */
    void passTheTimeThatDenialsAreKept() {
        gateway.leap(Duration.ofSeconds(2));
    }

    static List<String> errors(WorkflowReport report) {
        return report.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(WorkflowFinding::rule)
                .distinct()
                .toList();
    }

    static List<WorkflowFinding> of(String rule, WorkflowReport report) {
        return report.findings().stream()
                .filter(finding -> finding.rule().equals(rule))
                .toList();
    }

    static List<Severity> severities(WorkflowReport report, String rule) {
        return of(rule, report).stream().map(WorkflowFinding::severity).toList();
    }

    CallContext callContext(String environment) {
        return gateway.beans()
                .getBean(CallAuthenticator.class)
                .authenticate(
                        Optional.of(environment),
                        Optional.of("Bearer " + ada.reveal()),
                        Optional.empty(),
                        CallsUnderWay.brief());
    }

    WorkflowReport preflight(String environment, String specification) {
        return gateway.beans()
                .getBean(PreflightWorkflow.class)
                .preflight(new PreflightCommand(
                        callContext(environment), Optional.empty(), document(specification), Optional.empty()));
    }

    Submission submit(String environment, String specification) {
        return gateway.beans()
                .getBean(SubmitWorkflow.class)
                .submit(new SubmitCommand(
                        callContext(environment), Optional.empty(), document(specification), Optional.empty(), false));
    }

    static byte[] document(String specification) {
        return """
                apiVersion: argoproj.io/v1alpha1
                kind: Workflow
                metadata: {generateName: preflight-}
                spec:
                  entrypoint: main
                %s""".formatted(specification.indent(2)).getBytes(StandardCharsets.UTF_8);
    }
}
