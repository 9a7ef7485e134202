package io.tiphys.gateway.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.access.Admission;
import io.tiphys.gateway.access.AccessDecision.Allowed;
import io.tiphys.gateway.access.AccessDecision.Denied;
import io.tiphys.gateway.access.AccessDecision.Undecided;
import io.tiphys.gateway.access.Caller;
import io.tiphys.gateway.access.Caller.ArgoIdentity;
import io.tiphys.gateway.call.Deadline;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.fakes.CoreOnFakes;
import io.tiphys.gateway.fakes.FakeAccessReviewer;
import io.tiphys.gateway.fakes.FakeAccessReviewer.Review;
import io.tiphys.gateway.fakes.TestEnvironments;
import io.tiphys.gateway.fakes.TestTime;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.validation.requirement.TemplateHolder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PreflightWorkflowTest {
    private static final String POD = "templates: [{name: main, container: {image: a}}]";

    private final CoreOnFakes core =
            new CoreOnFakes(TestEnvironments.direct("lab", TestEnvironments.wideLimits()), new TestTime());

    @BeforeEach
    void adaIsKnown() {
        core.tokens.knows("adas", "ada");
    }

    @Test
    void findsNothingWhereNothingIsWrong() {
        WorkflowReport report = preflight(POD);

        assertThat(report.findings()).isEmpty();
        assertThat(report.runnable()).isTrue();
        assertThat(report.manifest()).isEmpty();
        assertThat(report.cost().pods().leastWhole()).isEqualTo(1);
    }

    @Test
    void saysEverythingInOneAnswerInTheOrderOfTheDocument() {
        core.rights.decide(check -> new Denied("no"));

        WorkflowReport report = preflight("""
                serviceAccountName: default
                unknown: 1
                imagePullSecrets: [{name: registry}]
                volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]
                templates:
                  - name: main
                    priorityClassName: urgent
                    container:
                      image: a
                      envFrom: [{secretRef: {name: login}}, {configMapRef: {name: settings}}]
                      volumeMounts: [{name: data, mountPath: /d}]
                """);

        assertThat(report.findings())
                .extracting(finding -> finding.rule() + " " + finding.severity() + " " + finding.line())
                .containsExactly(
                        "submission-right ERROR 0",
                        "account-right UNCHECKED 7",
                        "unknown-field ERROR 8",
                        "pull-secret-exists WARNING 9",
                        "claim-usable ERROR 10",
                        "priority-class-exists ERROR 13",
                        "secret-exists ERROR 16",
                        "config-map-exists ERROR 16");
        assertThat(report.runnable()).isFalse();
    }

    @Test
    void mergesAllMissingRightsIntoOneManifest() {
        core.rights.decide(check -> new Denied("no"));

        String manifest = preflight(POD).manifest().orElseThrow();

        assertThat(manifest)
                .contains("name: \"ada\"")
                .contains("resources: [\"workflows\"]")
                .contains("kind: ServiceAccount\n    namespace: \"science\"\n    name: \"default\"")
                .contains("resources: [\"workflowtaskresults\"]\n    verbs: [\"create\", \"patch\"]");
    }

    @Test
    void tellsTheRightsOfAnAccountToThoseWhoMayRunWorkflowsAlone() {
        core.rights.decideReview(review ->
                review.subject().equals(FakeAccessReviewer.HOLDER) ? new Denied("no") : new Allowed());

        WorkflowReport report = preflight(POD);

        assertThat(core.rights.reviews).extracting(Review::subject).containsOnly(FakeAccessReviewer.HOLDER);
        assertThat(rules(report, Severity.UNCHECKED)).containsExactly("account-right");
        assertThat(report.manifest().orElseThrow()).contains("workflowtaskresults");
    }

    @Test
    void findsTheRightsThatAnAccountLacks() {
        core.rights.decideReview(review ->
                review.subject().endsWith(":default") && review.check().verb().equals("patch")
                        ? new Denied("no")
                        : new Allowed());

        WorkflowReport report = preflight(POD);

        assertThat(rules(report, Severity.ERROR)).containsExactly("account-right");
        assertThat(report.manifest().orElseThrow()).contains("\"patch\"").doesNotContain("\"create\"");
    }

    @Test
    void saysWhatTheGatewayMayNotReview() {
        core.rights.decideReview(review -> review.subject().equals(FakeAccessReviewer.HOLDER)
                ? new Allowed()
                : new Undecided("https://10.0.0.1 refuses"));

        WorkflowReport report = preflight(POD);

        assertThat(rules(report, Severity.UNCHECKED)).containsExactly("account-right");
        assertThat(report.findings().getFirst().message()).doesNotContain("10.0.0.1");
        assertThat(report.manifest()).isEmpty();
    }

    @Test
    void reviewsWhatAResourceTemplateNeeds() {
        core.cluster.known(
                new StateQuestion.ServedKinds("batch/v1"), Map.of("Job", new ServedKind("jobs", true)));
        core.rights.decideReview(review ->
                review.check().resource().equals("jobs") ? new Denied("no") : new Allowed());

        WorkflowReport report = preflight("""
                templates:
                  - name: main
                    resource: {action: create, manifest: "{apiVersion: batch/v1, kind: Job, metadata: {name: a}}"}
                """);

        assertThat(rules(report, Severity.ERROR)).containsExactly("account-right");
        assertThat(report.findings().getFirst().lacked())
                .extracting(right -> right.check().description())
                .containsExactly("create jobs in namespace 'science'");
    }

    @Test
    void findsKindsThatTheClusterDoesNotServe() {
        assertThat(rules(
                        preflight("""
                templates:
                  - name: main
                    resource: {action: get, manifest: "{apiVersion: no.io/v1, kind: Such, metadata: {name: a}}"}
                """),
                        Severity.ERROR))
                .containsExactly("kind-served");
    }

    @Test
    void findsMissingKeysAndNeverAsksForKeysThatAreNotUsed() {
        core.cluster.known(new StateQuestion.SecretKeys("login", true), Set.of("user"));
        core.cluster.known(new StateQuestion.SecretKeys("whole", false), Set.of());

        WorkflowReport report = preflight("""
                templates:
                  - name: main
                    container:
                      image: a
                      envFrom: [{secretRef: {name: whole}}, {secretRef: {name: login}}]
                      env: [{name: A, valueFrom: {secretKeyRef: {name: login, key: password}}}]
                """);

        assertThat(report.findings()).extracting(WorkflowFinding::message).containsExactly("Secret 'login' has no key 'password'.");
    }

    @Test
    void asksForEachObjectOnce() {
        core.cluster.known(new StateQuestion.ConfigMapKeys("settings"), Set.of("a"));

        preflight("""
                templates:
                  - name: main
                    container:
                      image: a
                      env:
                        - {name: A, valueFrom: {configMapKeyRef: {name: settings, key: a}}}
                        - {name: B, valueFrom: {configMapKeyRef: {name: settings, key: a}}}
                        - {name: C, valueFrom: {configMapKeyRef: {name: settings, key: c}}}
                """);

        assertThat(core.cluster.asked).doesNotHaveDuplicates();
    }

    @Test
    void asksForABoundedNumberOfObjects() {
        String secrets = IntStream.range(0, 1_000)
                .mapToObj(number -> "{secretRef: {name: s" + number + "}}")
                .collect(Collectors.joining(", "));

        WorkflowReport report =
                preflight("templates: [{name: main, container: {image: a, envFrom: [" + secrets + "]}}]");

        assertThat(core.cluster.asked).hasSizeLessThanOrEqualTo(StateReader.MOST_QUESTIONS);
        assertThat(rules(report, Severity.UNCHECKED)).contains("secret-exists");
    }

    @Test
    void saysWhatTheCallerMayNotReadAndTheRightForIt() {
        core.cluster.forbidden(new StateQuestion.SecretKeys("login", false));
        core.cluster.forbidden(new StateQuestion.Quotas());

        WorkflowReport report =
                preflight("templates: [{name: main, container: {image: a, envFrom: [{secretRef: {name: login}}]}}]");

        assertThat(rules(report, Severity.UNCHECKED)).containsExactlyInAnyOrder("quota", "secret-exists");
        assertThat(report.runnable()).isTrue();
        assertThat(report.manifest()).isEmpty();
        assertThat(report.checkManifest().orElseThrow())
                .contains("resources: [\"secrets\"]\n    resourceNames: [\"login\"]\n    verbs: [\"get\"]")
                .contains("resources: [\"resourcequotas\"]\n    verbs: [\"list\"]");
    }

    @Test
    void readsTemplatesThatReferToEachOtherOnce() {
        template("first", "second");
        template("second", "first");

        WorkflowReport report =
                preflight("templates: [{name: main, steps: [[{name: a, templateRef: {name: first, template: work}}]]}]");

        assertThat(report.findings()).isEmpty();
        assertThat(core.cluster.asked)
                .filteredOn(StateQuestion.TemplateSpecification.class::isInstance)
                .hasSize(2);
    }

    @Test
    void findsATemplateThatIsMissingFarAway() {
        template("first", "second");

        WorkflowReport report =
                preflight("templates: [{name: main, steps: [[{name: a, templateRef: {name: first, template: work}}]]}]");

        assertThat(report.findings())
                .extracting(WorkflowFinding::message)
                .containsExactly("WorkflowTemplate 'second' does not exist. (in WorkflowTemplate 'first')");
        assertThat(report.findings().getFirst().pointer()).isEqualTo("/spec/templates/0/steps/0/0/templateRef/name");
    }

    private void template(String name, String calls) {
        core.cluster.known(
                new StateQuestion.TemplateSpecification(
                        new TemplateHolder(TemplateHolder.Kind.WORKFLOW_TEMPLATE, name)),
                """
                {"spec": {"templates": [{"name": "work", "steps": [[{"name": "a", "templateRef":
                  {"name": "%s", "template": "work"}}]]}]}}
                """.formatted(calls).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void waitsForClaimsThatTheirFirstPodBinds() {
        claim(new VolumeClaim("Pending", Set.of("ReadWriteMany"), Optional.of("late"), false));
        core.cluster.known(new StateQuestion.WaitsForFirstConsumer("late"), true);
        assertThat(preflight(mounting("name: main")).findings()).isEmpty();

        claim(new VolumeClaim("Pending", Set.of("ReadWriteMany"), Optional.of("soon"), false));
        core.cluster.known(new StateQuestion.WaitsForFirstConsumer("soon"), false);
        assertThat(rules(preflight(mounting("name: main")), Severity.WARNING)).containsExactly("claim-usable");

        claim(new VolumeClaim("Lost", Set.of("ReadWriteMany"), Optional.empty(), false));
        assertThat(rules(preflight(mounting("name: main")), Severity.ERROR)).containsExactly("claim-usable");
    }

    @Test
    void warnsOfAClaimForOneNodeThatManyPodsUse() {
        claim(new VolumeClaim("Bound", Set.of("ReadWriteOnce"), Optional.empty(), false));
        String fanOut = "{name: main, steps: [[{name: a, template: work, withItems: [1, 2]}]]}, ";

        WorkflowReport report = preflight(mounting("name: work", fanOut));

        assertThat(report.findings()).extracting(WorkflowFinding::message).first().asString().contains("up to 2 pods");
        assertThat(rules(report, Severity.WARNING)).containsExactly("claim-fan-out");
        claim(new VolumeClaim("Bound", Set.of("ReadWriteMany"), Optional.empty(), false));
        assertThat(preflight(mounting("name: work", fanOut)).findings()).isEmpty();
    }

    private void claim(VolumeClaim claim) {
        core.cluster.known(new StateQuestion.Claim("data"), claim);
    }

    private static String mounting(String name) {
        return mounting(name, "");
    }

    private static String mounting(String name, String before) {
        return "volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]\ntemplates: [" + before + "{" + name
                + ", container: {image: a, volumeMounts: [{name: data, mountPath: /d}]}}]";
    }

    @Test
    void comparesWithWhatIsLeftOfQuotas() {
        quota(Map.of("requests.memory", "1073741824"), Map.of("requests.memory", "536870912"));

        assertThat(severities(preflight(sized("600Mi")))).containsExactly("quota WARNING");
        assertThat(severities(preflight(sized("2Gi")))).containsExactly("quota ERROR");
        assertThat(severities(preflight(sized("10Mi")))).isEmpty();
        assertThat(severities(preflight(POD))).containsExactly("quota ERROR");
    }

    @Test
    void countsTheWorkflowAndItsPodsAgainstQuotas() {
        quota(Map.of("count/workflows.argoproj.io", "3", "pods", "1"), Map.of("count/workflows.argoproj.io", "3"));

        WorkflowReport report = preflight("""
                templates:
                  - {name: main, steps: [[{name: a, template: work, withItems: [1, 2]}]]}
                  - {name: work, container: {image: a}}
                """);

        assertThat(severities(report)).containsExactlyInAnyOrder("quota ERROR", "quota WARNING");
    }

    private void quota(Map<String, String> hard, Map<String, String> used) {
        core.cluster.known(
                new StateQuestion.Quotas(), List.of(new ResourceQuota("all", amounts(hard), amounts(used), false)));
    }

    private static Map<String, BigDecimal> amounts(Map<String, String> texts) {
        return texts.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> new BigDecimal(entry.getValue())));
    }

    private static String sized(String memory) {
        return "templates: [{name: main, container: {image: a, resources: {requests: {memory: " + memory + "}}}}]";
    }

    @Test
    void refusesContainersAboveALimitRange() {
        core.cluster.known(
                new StateQuestion.LimitRanges(),
                List.of(new LimitRange("small", "Container", amounts(Map.of("memory", "1048576")), Set.of(), Set.of())));

        assertThat(severities(preflight(sized("2Mi")))).containsExactly("limit-range ERROR");
        assertThat(severities(preflight(sized("1Mi")))).isEmpty();
    }

    @Test
    void holdsPodsAgainstTheLevelOfTheNamespace() {
        core.cluster.known(
                new StateQuestion.NamespaceLabels(), Map.of("pod-security.kubernetes.io/enforce", "restricted"));
        assertThat(severities(preflight(POD))).containsExactly("pod-security ERROR");

        core.cluster.known(
                new StateQuestion.NamespaceLabels(), Map.of("pod-security.kubernetes.io/enforce", "baseline"));
        assertThat(severities(preflight(POD))).isEmpty();
    }

    @Test
    void tellsWhenArgoManagesAnotherNamespaceOrInstance() {
        core.instances.told = Optional.of(new ArgoInstance(Optional.of("elsewhere"), Optional.of("ours")));

        WorkflowReport report = preflight(
                "labels: {workflows.argoproj.io/controller-instanceid: theirs}", POD, Optional.of(new Namespace("science")));

        assertThat(severities(report)).containsExactly("namespace-served ERROR", "instance-id WARNING");
        core.instances.told = Optional.empty();
        assertThat(severities(preflight(POD))).containsExactly("namespace-served UNCHECKED");
    }

    @Test
    void asksNothingAboutANamespaceThatIsNotServed() {
        WorkflowReport report = preflight("", POD, Optional.of(new Namespace("foreign")));

        assertThat(severities(report)).containsExactly("namespace-served ERROR");
        assertThat(core.cluster.asked).isEmpty();
        assertThat(core.rights.asked).isEmpty();
    }

    @Test
    void asksNothingForACallerWhomArgoAloneKnows() {
        Admission unknown = new Admission(
                core.environments.all().getFirst(),
                new Caller(new ArgoIdentity(), BearerToken.of("v2:abc")),
                Deadline.after(Duration.ofSeconds(20)));

        WorkflowReport report = core.preflightWorkflow.preflight(command(unknown, "", POD, Optional.empty()));

        assertThat(severities(report)).containsExactly("cluster-state UNCHECKED");
        assertThat(core.cluster.asked).isEmpty();
    }

    @Test
    void reportsACheckThatFailsAsUnchecked() {
        core.rights.decideReview(review -> {
            if (review.subject().endsWith(":default")) {
                throw new IllegalStateException("inner workings");
            }
            return new Allowed();
        });

        WorkflowReport report = preflight(POD);

        assertThat(severities(report)).containsExactly("account-right UNCHECKED");
        assertThat(report.findings().getFirst().message()).doesNotContain("inner workings");
    }

    private static List<String> rules(WorkflowReport report, Severity severity) {
        return report.findings().stream()
                .filter(finding -> finding.severity() == severity)
                .map(WorkflowFinding::rule)
                .distinct()
                .toList();
    }

    private static List<String> severities(WorkflowReport report) {
        return report.findings().stream()
                .map(finding -> finding.rule() + " " + finding.severity())
                .toList();
    }

    private WorkflowReport preflight(String specification) {
        return preflight("", specification, Optional.empty());
    }

    private WorkflowReport preflight(String metadata, String specification, Optional<Namespace> namespace) {
        return core.preflightWorkflow.preflight(command(core.admission("adas"), metadata, specification, namespace));
    }

    private static PreflightCommand command(
            Admission admission, String metadata, String specification, Optional<Namespace> namespace) {
        String document = """
                apiVersion: argoproj.io/v1alpha1
                kind: Workflow
                metadata:
                  generateName: a-
                %sspec:
                  entrypoint: main
                %s""".formatted(metadata.isEmpty() ? "" : metadata.indent(2), specification.indent(2));
        return new PreflightCommand(
                admission, namespace, document.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }
}
