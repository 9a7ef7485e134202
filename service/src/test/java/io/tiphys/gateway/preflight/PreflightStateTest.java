package io.tiphys.gateway.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import io.tiphys.gateway.preflight.finding.WorkflowReport;
import io.tiphys.gateway.preflight.state.AccountSecrets;
import io.tiphys.gateway.preflight.state.ArgoInstance;
import io.tiphys.gateway.preflight.state.LimitRange;
import io.tiphys.gateway.preflight.state.QuotaScope;
import io.tiphys.gateway.preflight.state.ResourceQuota;
import io.tiphys.gateway.preflight.state.StateQuestion;
import io.tiphys.gateway.preflight.state.StateReader;
import io.tiphys.gateway.preflight.state.VolumeClaim;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.validation.requirement.template.TemplateHolder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a preflight finds in the state of a cluster. */
class PreflightStateTest extends PreflightOnFakes {
    @Test
    void findsMissingKeysAndNeverAsksForKeysThatAreNotUsed() {
        core.cluster.known(new StateQuestion.SecretKeys("login", true), Set.of("user"));
        core.cluster.known(new StateQuestion.SecretKeys("whole", false), Set.of());

        WorkflowReport report = preflight("""
                templates:
                  - name: main
                    container:
                      image: "a:1"
                      envFrom: [{secretRef: {name: whole}}, {secretRef: {name: login}}]
                      env: [{name: A, valueFrom: {secretKeyRef: {name: login, key: password}}}]
                """);

        assertThat(report.findings())
                .extracting(WorkflowFinding::message)
                .containsExactly("Secret 'login' has no key 'password'.");
    }

    @Test
    void asksForEachObjectOnce() {
        core.cluster.known(new StateQuestion.ConfigMapKeys("settings"), Set.of("a"));

        preflight("""
                templates:
                  - name: main
                    container:
                      image: "a:1"
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
                preflight("templates: [{name: main, container: {image: a:1, envFrom: [" + secrets + "]}}]");

        assertThat(core.cluster.asked).hasSizeLessThanOrEqualTo(StateReader.MOST_QUESTIONS);
        assertThat(rules(report, Severity.UNCHECKED)).contains("secret-exists");
    }

    @Test
    void readsTemplatesThatReferToEachOtherOnce() {
        template("first", "second");
        template("second", "first");

        WorkflowReport report = preflight(
                "templates: [{name: main, steps: [[{name: a, templateRef: {name: first, template: work}}]]}]");

        assertThat(report.findings()).isEmpty();
        assertThat(core.cluster.asked)
                .filteredOn(StateQuestion.TemplateSpecification.class::isInstance)
                .hasSize(2);
    }

    @Test
    void findsATemplateThatIsMissingFarAway() {
        template("first", "second");

        WorkflowReport report = preflight(
                "templates: [{name: main, steps: [[{name: a, templateRef: {name: first, template: work}}]]}]");

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

        assertThat(report.findings())
                .extracting(WorkflowFinding::message)
                .first()
                .asString()
                .contains("up to 2 pods");
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
                + ", container: {image: a:1, volumeMounts: [{name: data, mountPath: /d}]}}]";
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
                  - {name: work, container: {image: "a:1"}}
                """);

        assertThat(severities(report)).containsExactlyInAnyOrder("quota ERROR", "quota WARNING");
    }

    private void quota(Map<String, String> hard, Map<String, String> used) {
        core.cluster.known(
                new StateQuestion.Quotas(), List.of(new ResourceQuota("all", amounts(hard), amounts(used), List.of())));
    }

    private static Map<String, BigDecimal> amounts(Map<String, String> texts) {
        return texts.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> new BigDecimal(entry.getValue())));
    }

    private static String sized(String memory) {
        return "templates: [{name: main, container: {image: a:1, resources: {requests: {memory: " + memory + "}}}}]";
    }

    @Test
    void refusesContainersAboveALimitRange() {
        core.cluster.known(
                new StateQuestion.LimitRanges(),
                List.of(new LimitRange(
                        "small",
                        "Container",
                        amounts(Map.of("memory", "1024")),
                        amounts(Map.of("memory", "1048576")),
                        amounts(Map.of("memory", "2")),
                        amounts(Map.of()),
                        amounts(Map.of("memory", "1048576")))));

        assertThat(severities(preflight(sized("2Mi")))).containsExactly("limit-range ERROR");
        assertThat(severities(preflight(sized("1Mi")))).isEmpty();
        assertThat(severities(preflight(sized("1")))).contains("limit-range ERROR");
        assertThat(messages(preflight(sized("256Ki"))))
                .anySatisfy(one -> assertThat(one).contains("is 4 times its request"));
    }

    private static List<String> messages(WorkflowReport report) {
        return report.findings().stream().map(WorkflowFinding::message).toList();
    }

    @Test
    void comparesWithAScopedQuotaThePodsForWhichItHolds() {
        core.cluster.known(
                new StateQuestion.Quotas(),
                List.of(
                        scoped("ending", new QuotaScope("Terminating", "Exists", Set.of())),
                        scoped("urgent", new QuotaScope("PriorityClass", "In", Set.of("urgent"))),
                        scoped("modest", new QuotaScope("BestEffort", "Exists", Set.of()))));

        String urgent = "podPriorityClassName: urgent\n" + sized("2Mi");
        core.cluster.known(new StateQuestion.PriorityClassExists("urgent"), true);
        core.cluster.known(new StateQuestion.PriorityClassExists("idle"), true);

        assertThat(messages(preflight(urgent)))
                .anySatisfy(one -> assertThat(one).startsWith("Quota 'ending' has"))
                .anySatisfy(one -> assertThat(one).startsWith("Quota 'urgent' has"))
                .noneMatch(one -> one.contains("modest"));
        assertThat(messages(preflight("podPriorityClassName: idle\n" + sized("2Mi"))))
                .noneMatch(one -> one.contains("'urgent'"));
        assertThat(rules(preflight(sized("2Mi")), Severity.UNCHECKED)).containsExactly("quota");
    }

    private static ResourceQuota scoped(String name, QuotaScope scope) {
        return new ResourceQuota(name, amounts(Map.of("requests.memory", "1024")), Map.of(), List.of(scope));
    }

    @Test
    void looksForThePullSecretsOfAccountsUnlessTheWorkflowNamesItsOwn() {
        core.cluster.known(new StateQuestion.Account("default"), new AccountSecrets(Set.of("registry"), "token"));

        assertThat(severities(preflight(POD))).containsExactly("pull-secret-exists WARNING");

        core.cluster.known(new StateQuestion.SecretKeys("own", false), Set.of());
        assertThat(severities(preflight("imagePullSecrets: [{name: own}]\n" + POD)))
                .isEmpty();
        core.cluster.known(new StateQuestion.SecretKeys("registry", false), Set.of());
        assertThat(severities(preflight(POD))).isEmpty();
    }

    @Test
    void looksAtTheClaimsThatArgoMakes() {
        String workflow = """
                volumeClaimTemplates:
                  - metadata: {name: work}
                    spec: {accessModes: [ReadWriteOnce], storageClassName: fast, resources: {requests: {storage: 1Mi}}}
                templates:
                  - {name: main, steps: [[{name: a, template: one, withItems: [1, 2, 3]}]]}
                  - {name: one, container: {image: "a:1", volumeMounts: [{name: work, mountPath: /w}]}}
                """;

        assertThat(severities(preflight(workflow)))
                .containsExactlyInAnyOrder("claim-usable ERROR", "claim-fan-out WARNING");
        core.cluster.known(new StateQuestion.WaitsForFirstConsumer("fast"), false);
        assertThat(severities(preflight(workflow.replace("ReadWriteOnce", "ReadWriteMany"))))
                .isEmpty();
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
                "labels: {workflows.argoproj.io/controller-instanceid: theirs}",
                POD,
                Optional.of(new Namespace("science")));

        assertThat(severities(report)).containsExactly("namespace-served ERROR", "instance-id WARNING");
        core.instances.told = Optional.empty();
        assertThat(severities(preflight(POD))).containsExactly("namespace-served UNCHECKED");
    }
}
