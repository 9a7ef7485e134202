package io.tiphys.gateway.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.api.model.storage.StorageClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.access.Admission;
import io.tiphys.gateway.access.EnvironmentEntrance;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.submission.Submission;
import io.tiphys.gateway.submission.SubmitCommand;
import io.tiphys.gateway.submission.SubmitWorkflow;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.FaultProxy;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.TestNamespace;
import io.tiphys.gateway.testbed.WireCall;
import io.tiphys.gateway.testbed.WireJournal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A workflow's preflight on a real Kubernetes with a real Argo. */
final class PreflightWorkflowIT {
    private static final String VALUE = "a-value-that-nobody-may-see";
    private static final String POD = "templates: [{name: main, container: {image: \"busybox:1.37\"}}]";

    private static final String[] PARTS_OF_RESTRICTED = {
        "allowPrivilegeEscalation", "unrestricted capabilities", "runAsNonRoot", "seccompProfile"
    };

    private final ClusterUnderTest cluster = ClusterUnderTest.current();
    private final WireJournal journal = new WireJournal();
    private final FaultProxy kubernetes = FaultProxy.ofKubernetes(cluster, journal);
    private final TestNamespace namespace = TestNamespace.create(cluster);
    private BearerToken ada;
    private GatewayAccount direct;
    private GatewayAccount secret;
    private GatewayAccount minted;
    private RunningGateway gateway;

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

    private EnvironmentSettings environment(String name, GatewayAccount account) {
        return EnvironmentSettings.of(name, cluster.argoServer(), account.accessThrough(kubernetes), namespace)
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

    // ---- rights

    @Test
    void oneManifestMendsEverybodysRightsAndTheSubmissionGoesThrough() {
        String specification = "serviceAccountName: worker\n" + """
                templates:
                  - name: main
                    resource:
                      action: create
                      successCondition: status.succeeded > 0
                      manifest: |
                        apiVersion: batch/v1
                        kind: Job
                        metadata: {generateName: job-}
                """;

        WorkflowReport report = preflight("minted", specification);

        assertThat(errors(report)).containsOnly("submission-right");
        assertThat(report.runnable()).isFalse();
        namespace.apply(report.manifest().orElseThrow());
        passTheTimeThatDenialsAreKept();
        WorkflowReport mended = preflight("minted", specification);
        assertThat(errors(mended)).isEmpty();
        assertThat(mended.manifest()).isEmpty();
        assertThat(submit("minted", specification).workflow().summary().uid()).isNotEmpty();
    }

    @Test
    void findsWhatAnAccountLacksForACallerWhoMayRunWorkflows() {
        mayRunWorkflows();
        namespace.grant("worker", rule("argoproj.io", "workflowtaskresults", "create"));

        WorkflowReport report = preflight("direct", "serviceAccountName: worker\n" + POD);

        assertThat(errors(report)).containsExactly("account-right");
        assertThat(report.findings().stream()
                        .filter(finding -> finding.severity() == Severity.ERROR)
                        .flatMap(finding -> finding.lacked().stream())
                        .map(right -> right.check().description()))
                .containsExactly("patch workflowtaskresults in namespace '" + namespace.name() + "'");
        namespace.apply(report.manifest().orElseThrow());
        passTheTimeThatDenialsAreKept();
        assertThat(errors(preflight("direct", "serviceAccountName: worker\n" + POD))).isEmpty();
    }

    @Test
    void tellsThePluralsThatTheClusterUses() {
        mayRunWorkflows();

        WorkflowReport report = preflight("direct", """
                templates:
                  - {name: main, steps: [[{name: a, template: a}, {name: b, template: b}]]}
                  - {name: a, resource: {action: get, manifest: "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: i}}"}}
                  - {name: b, resource: {action: get, manifest: "{apiVersion: networking.k8s.io/v1, kind: Nothing, metadata: {name: i}}"}}
                """);

        assertThat(errors(report)).containsExactlyInAnyOrder("account-right", "kind-served");
        assertThat(report.manifest().orElseThrow()).contains("ingresses").contains("resourceNames: [\"i\"]");
    }

    // ---- the confused deputy

    @Test
    void doesNotTellWhetherThereIsWhatTheCallerMayNotRead() {
        mayRunWorkflows();
        secret("there", Map.of("key", VALUE));
        journal.clear();

        List<WorkflowFinding> there = of("secret-exists", preflight("secret", using("there", "key")));
        List<WorkflowFinding> absent = of("secret-exists", preflight("secret", using("absent", "key")));

        assertThat(there).hasSize(1);
        assertThat(there.getFirst().severity()).isEqualTo(Severity.UNCHECKED);
        assertThat(there.getFirst().message().replace("there", "absent"))
                .isEqualTo(absent.getFirst().message());
        List<WireCall> reads = journal.callsTo("kubernetes").stream()
                .filter(call -> call.method().equals("GET"))
                .toList();
        assertThat(reads).isNotEmpty();
        assertThat(reads)
                .extracting(call -> call.authorization().orElse("none"))
                .containsOnly(WireJournal.fingerprint(ada));
    }

    @Test
    void readsNoObjectOfAnotherNameThanTheWorkflowsOwnWords() {
        mayRunWorkflows();
        mayRead("", "secrets", "configmaps");
        journal.clear();

        WorkflowReport report = preflight("direct", using("../configmaps/kube-root-ca.crt", "key"));

        assertThat(of("secret-exists", report))
                .extracting(WorkflowFinding::severity)
                .containsExactly(Severity.ERROR);
        assertThat(journal.calls()).noneMatch(call -> call.path().contains("kube-root-ca"));
    }

    // ---- objects

    @Test
    void findsMissingKeysAndReadsEachObjectOnceAndTellsNoValue() {
        mayRunWorkflows();
        mayRead("", "secrets");
        secret("login", Map.of("user", VALUE));
        journal.clear();

        WorkflowReport report = preflight("direct", """
                templates:
                  - name: main
                    container:
                      image: a
                      envFrom: [{secretRef: {name: login}}, {secretRef: {name: absent}}]
                      env:
                        - {name: A, valueFrom: {secretKeyRef: {name: login, key: user}}}
                        - {name: B, valueFrom: {secretKeyRef: {name: login, key: password}}}
                """);

        assertThat(of("secret-exists", report))
                .extracting(WorkflowFinding::message)
                .containsExactly("Secret 'absent' does not exist.", "Secret 'login' has no key 'password'.");
        assertThat(report.toString())
                .doesNotContain(VALUE)
                .doesNotContain(Base64.getEncoder().encodeToString(VALUE.getBytes(StandardCharsets.UTF_8)));
        assertThat(journal.calls()).filteredOn(call -> call.path().endsWith("/secrets/login")).hasSize(1);
    }

    @Test
    void findsAccountsThatAreNotThere() {
        mayRunWorkflows();
        mayRead("", "serviceaccounts");
        cluster.admin().serviceAccounts().inNamespace(namespace.name()).withName("worker").delete();

        assertThat(errors(preflight("direct", "serviceAccountName: worker\n" + POD))).contains("account-exists");
        assertThat(errors(preflight("direct", POD))).doesNotContain("account-exists");
    }

    @Test
    void tellsClaimsThatWaitForTheirFirstPodFromThoseThatWaitForEver() {
        mayRunWorkflows();
        mayRead("", "persistentvolumeclaims");
        StorageClass late = storageClass("WaitForFirstConsumer");
        try {
            claim("late", late.getMetadata().getName());
            claim("never", "");
            // Storage classes belong to the cluster: what the caller may not read of them is said.
            assertThat(severities(preflight("direct", mounting("late")), "claim-usable"))
                    .containsExactly(Severity.UNCHECKED);
            assertThat(severities(preflight("direct", mounting("never")), "claim-usable"))
                    .containsExactly(Severity.WARNING);
            assertThat(severities(preflight("direct", mounting("absent")), "claim-usable"))
                    .containsExactly(Severity.ERROR);
            WorkflowReport report = preflight("direct", mounting("late"));
            String manifest = report.checkManifest().orElseThrow();
            assertThat(manifest).contains("kind: ClusterRole\n").contains("storageclasses");
        } finally {
            cluster.admin().resource(late).delete();
        }
    }

    @Test
    void warnsOfAClaimForOneNodeThatAFanOutUses() {
        mayRunWorkflows();
        mayRead("", "persistentvolumeclaims");
        claim("data", "");

        WorkflowReport report = preflight("direct", """
                volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
                templates:
                  - {name: main, steps: [[{name: a, template: work, withItems: [1, 2, 3]}]]}
                  - {name: work, container: {image: a, volumeMounts: [{name: data, mountPath: /d}]}}
                """);

        assertThat(of("claim-fan-out", report)).extracting(WorkflowFinding::message).first().asString().contains("3 pods");
    }

    // ---- what the namespace allows

    @Test
    void comparesWithQuotasAndLimitRanges() {
        mayRunWorkflows();
        mayRead("", "resourcequotas", "limitranges");
        cluster.admin()
                .resource(new ResourceQuotaBuilder()
                        .withNewMetadata().withName("all").withNamespace(namespace.name()).endMetadata()
                        .withNewSpec().addToHard("requests.memory", new Quantity("1Gi")).endSpec()
                        .build())
                .create();
        cluster.admin()
                .resource(new LimitRangeBuilder()
                        .withNewMetadata().withName("small").withNamespace(namespace.name()).endMetadata()
                        .withNewSpec()
                        .addNewLimit().withType("Container").addToMax("memory", new Quantity("2Gi")).endLimit()
                        .endSpec()
                        .build())
                .create();

        assertThat(errors(preflight("direct", sized("3Gi")))).contains("quota", "limit-range");
        assertThat(errors(preflight("direct", sized("100Mi")))).doesNotContain("quota", "limit-range");
    }

    @Test
    void agreesWithKubernetesAboutPodSecurity() {
        mayRunWorkflows();
        mayRead("", "namespaces");
        cluster.admin().namespaces().withName(namespace.name()).edit(object -> {
            object.getMetadata().getLabels().put("pod-security.kubernetes.io/enforce", "restricted");
            return object;
        });

        assertThat(errors(preflight("direct", POD))).contains("pod-security");
        assertThat(refusal(false)).contains(PARTS_OF_RESTRICTED);
        assertThat(errors(preflight("direct", """
                securityContext: {runAsNonRoot: true, runAsUser: 8737, seccompProfile: {type: RuntimeDefault}}
                templates:
                  - name: main
                    container:
                      image: a
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                """))).doesNotContain("pod-security");
        // The testbed itself gives pods the host's network, which that level forbids too.
        assertThat(refusal(true)).doesNotContain(PARTS_OF_RESTRICTED);
    }

    /** What Kubernetes has against a pod; empty when it takes it. */
    private String refusal(boolean hardened) {
        var pod = new PodBuilder()
                .withNewMetadata().withName("pod").withNamespace(namespace.name()).endMetadata()
                .withNewSpec()
                .addNewContainer().withName("main").withImage("a").endContainer()
                .endSpec();
        if (hardened) {
            pod.editSpec()
                    .withNewSecurityContext()
                    .withRunAsNonRoot(true)
                    .withRunAsUser(8737L)
                    .withNewSeccompProfile().withType("RuntimeDefault").endSeccompProfile()
                    .endSecurityContext()
                    .editFirstContainer()
                    .withNewSecurityContext()
                    .withAllowPrivilegeEscalation(false)
                    .withNewCapabilities().addToDrop("ALL").endCapabilities()
                    .endSecurityContext()
                    .endContainer()
                    .endSpec();
        }
        try {
            cluster.admin().resource(pod.build()).dryRun().create();
            return "";
        } catch (KubernetesClientException e) {
            return String.valueOf(e.getMessage());
        }
    }

    // ---- templates

    @Test
    void followsTemplatesOfTheClusterWithTheCallersRights() {
        mayRunWorkflows();
        mayRead("argoproj.io", "workflowtemplates");
        mayRead("", "secrets");
        template("first", "second");
        template("second", "first");

        WorkflowReport report = preflight("direct", calling("first"));

        assertThat(of("template-exists", report)).isEmpty();
        assertThat(of("secret-exists", report))
                .extracting(WorkflowFinding::message)
                .containsExactly("Secret 'of-first' does not exist. (in WorkflowTemplate 'first')",
                        "Secret 'of-second' does not exist. (in WorkflowTemplate 'second')");
        assertThat(severities(preflight("direct", calling("absent")), "template-exists"))
                .containsExactly(Severity.ERROR);
    }

    @Test
    void readsNoTemplateThatTheCallerMayNotRead() {
        mayRunWorkflows();
        template("first", "first");

        WorkflowReport report = preflight("direct", calling("first"));

        assertThat(severities(report, "template-exists")).containsExactly(Severity.UNCHECKED);
        assertThat(of("secret-exists", report)).isEmpty();
        assertThat(errors(report)).contains("submission-right");
        assertThat(report.manifest().orElseThrow()).contains("workflowtemplates").contains("resourceNames: [\"first\"]");
    }

    private static String calling(String template) {
        return "templates: [{name: main, steps: [[{name: a, templateRef: {name: " + template + ", template: work}}]]}]";
    }

    private void template(String name, String calls) {
        namespace.apply("""
                apiVersion: argoproj.io/v1alpha1
                kind: WorkflowTemplate
                metadata: {name: %1$s}
                spec:
                  templates:
                    - name: work
                      steps: [[{name: a, template: pod}], [{name: b, templateRef: {name: %2$s, template: work}}]]
                    - {name: pod, container: {image: a, envFrom: [{secretRef: {name: of-%1$s}}]}}
                """.formatted(name, calls));
    }

    // ---- people and things

    /** Ada may run workflows, and the pods' account may report; nothing else is allowed to her. */
    private void mayRunWorkflows() {
        namespace.grant("ada", rule("argoproj.io", "workflows", "create"));
    }

    private void mayRead(String group, String... resources) {
        for (String resource : resources) {
            namespace.grant("ada", rule(group, resource, "get", "list"));
        }
    }

    private static PolicyRule rule(String group, String resource, String... verbs) {
        return new PolicyRuleBuilder()
                .withApiGroups(group)
                .withResources(resource)
                .withVerbs(verbs)
                .build();
    }

    private void secret(String name, Map<String, String> data) {
        cluster.admin()
                .resource(new SecretBuilder()
                        .withNewMetadata().withName(name).withNamespace(namespace.name()).endMetadata()
                        .withStringData(data)
                        .build())
                .create();
    }

    private static String using(String secret, String key) {
        return """
                templates:
                  - name: main
                    container:
                      image: a
                      env: [{name: A, valueFrom: {secretKeyRef: {name: %s, key: %s}}}]
                """.formatted(secret, key);
    }

    private StorageClass storageClass(String binding) {
        StorageClass storageClass = new StorageClassBuilder()
                .withNewMetadata().withName(namespace.name()).endMetadata()
                .withProvisioner("example.org/nothing")
                .withVolumeBindingMode(binding)
                .build();
        return cluster.admin().resource(storageClass).create();
    }

    private void claim(String name, String storageClass) {
        cluster.admin()
                .resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata().withName(name).withNamespace(namespace.name()).endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteOnce")
                        .withStorageClassName(storageClass)
                        .withNewResources().addToRequests("storage", new Quantity("1Mi")).endResources()
                        .endSpec()
                        .build())
                .create();
    }

    private static String mounting(String claim) {
        return """
                volumes: [{name: data, persistentVolumeClaim: {claimName: %s}}]
                templates: [{name: main, container: {image: a, volumeMounts: [{name: data, mountPath: /d}]}}]
                """.formatted(claim);
    }

    private static String sized(String memory) {
        return "templates: [{name: main, container: {image: a, resources: {requests: {memory: " + memory + "}}}}]";
    }

    /** Denials are kept for two seconds: the one place where a test has to let time pass. */
    private static void passTheTimeThatDenialsAreKept() {
        try {
            TimeUnit.MILLISECONDS.sleep(2_200);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> errors(WorkflowReport report) {
        return report.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(WorkflowFinding::rule)
                .distinct()
                .toList();
    }

    private static List<WorkflowFinding> of(String rule, WorkflowReport report) {
        return report.findings().stream()
                .filter(finding -> finding.rule().equals(rule))
                .toList();
    }

    private static List<Severity> severities(WorkflowReport report, String rule) {
        return of(rule, report).stream().map(WorkflowFinding::severity).toList();
    }

    private Admission admission(String environment) {
        return gateway.beans()
                .getBean(EnvironmentEntrance.class)
                .enter(
                        Optional.of(environment),
                        Optional.of("Bearer " + ada.reveal()),
                        Optional.empty());
    }

    private WorkflowReport preflight(String environment, String specification) {
        return gateway.beans()
                .getBean(PreflightWorkflow.class)
                .preflight(new PreflightCommand(
                        admission(environment), Optional.empty(), document(specification), Optional.empty()));
    }

    private Submission submit(String environment, String specification) {
        return gateway.beans()
                .getBean(SubmitWorkflow.class)
                .submit(new SubmitCommand(
                        admission(environment), Optional.empty(), document(specification), Optional.empty(), false));
    }

    private static byte[] document(String specification) {
        return """
                apiVersion: argoproj.io/v1alpha1
                kind: Workflow
                metadata: {generateName: preflight-}
                spec:
                  entrypoint: main
                %s""".formatted(specification.indent(2)).getBytes(StandardCharsets.UTF_8);
    }
}
