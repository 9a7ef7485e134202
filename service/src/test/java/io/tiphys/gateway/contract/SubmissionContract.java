package io.tiphys.gateway.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.contract.GatewayDriver.Call;
import io.tiphys.gateway.contract.GatewayDriver.Change;
import io.tiphys.gateway.contract.GatewayDriver.FindingView;
import io.tiphys.gateway.contract.GatewayDriver.Line;
import io.tiphys.gateway.contract.GatewayDriver.ListOptions;
import io.tiphys.gateway.contract.GatewayDriver.MediaType;
import io.tiphys.gateway.contract.GatewayDriver.Page;
import io.tiphys.gateway.contract.GatewayDriver.PreflightView;
import io.tiphys.gateway.contract.GatewayDriver.Refusal;
import io.tiphys.gateway.contract.GatewayDriver.Stream;
import io.tiphys.gateway.contract.GatewayDriver.Submitted;
import io.tiphys.gateway.contract.GatewayDriver.ViolationView;
import io.tiphys.gateway.contract.GatewayDriver.WorkflowView;
import io.tiphys.gateway.lifecycle.WorkflowAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway promises to whoever calls it, on a real Kubernetes and a real Argo, however it is reached. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class SubmissionContract {
    private GatewayDriver gateway;
    private ContractWorld world;

    /** The way to reach the gateway that this suite runs over. */
    abstract GatewayDriver driver(ContractWorld world);

    @BeforeAll
    void start() {
        world = ContractWorld.get();
        gateway = driver(world);
    }

    @AfterAll
    void stop() {
        if (gateway != null) {
            gateway.close();
            world.requireNoTokenInTheLog();
        }
    }

    // ---- submitting

    @ParameterizedTest
    @ValueSource(strings = {"direct", "secret", "minted"})
    void submitsInEveryCredentialMode(String environment) {
        Submitted submitted =
                gateway.submit(call().through(environment), yaml(Workflows.SUSPENDED), MediaType.YAML, false);

        WorkflowView workflow = submitted.workflow();
        assertThat(workflow.namespace()).isEqualTo(world.namespace());
        assertThat(workflow.name()).startsWith("suspended-");
        assertThat(workflow.uid()).isNotEmpty();
        assertThat(submitted.decidedBy()).isEqualTo("KUBERNETES");
        assertThat(world.labelsOf(workflow.name())).containsEntry("tiphys.io/submission-id", submitted.submissionId());
    }

    @ParameterizedTest
    @MethodSource("waysToSendJson")
    void keepsEveryFieldOfAJsonDocument(MediaType mediaType) {
        byte[] document = """
                {"kind": "Workflow", "apiVersion": "argoproj.io/v1alpha1",
                 "metadata": {"generateName": "exact-", "annotations": {"text": "\\u00e9 \\"quoted\\" \\/"}},
                 "spec": {"entrypoint": "wait", "priority": 9007199254740993,
                          "arguments": {"parameters": [{"name": "ratio", "value": 1.5}]},
                          "templates": [{"name": "wait", "suspend": {}}]}}
                """.replace("9007199254740993", "2147483647").getBytes(UTF_8);

        WorkflowView workflow =
                gateway.submit(call(), document, mediaType, false).workflow();

        JsonNode created = world.object(workflow.name());
        assertThat(created.at("/metadata/annotations/text").asText()).isEqualTo("é \"quoted\" /");
        assertThat(created.at("/spec/priority").asLong()).isEqualTo(2147483647L);
        assertThat(created.at("/spec/arguments/parameters/0/value").asText()).isEqualTo("1.5");
    }

    static List<MediaType> waysToSendJson() {
        return List.of(MediaType.JSON, MediaType.NONE);
    }

    @Test
    void findsOutByItselfWhetherADocumentIsYaml() {
        WorkflowView workflow = gateway.submit(call(), yaml(Workflows.SUSPENDED), MediaType.NONE, false)
                .workflow();

        assertThat(workflow.name()).startsWith("suspended-");
    }

    @Test
    void namesTheCallerOnTheWorkflow() {
        Submitted submitted =
                gateway.submit(call().through("minted"), yaml(Workflows.SUSPENDED), MediaType.YAML, false);

        assertThat(world.object(submitted.workflow().name())
                        .at("/metadata/annotations/tiphys.io~1submitted-by")
                        .asText())
                .isEqualTo(world.userName());
    }

    @Test
    void createsNothingWhenOnlyValidating() {
        Set<String> before = world.workflowNames();

        Submitted validated = gateway.submit(call(), yaml(Workflows.SUSPENDED), MediaType.YAML, true);

        assertThat(validated.workflow().uid()).isEmpty();
        assertThat(world.workflowNames()).isEqualTo(before);
    }

    @Test
    void refusesWhenOnlyValidatingWhatArgoWouldRefuse() {
        Refusal.View refusal =
                refused(() -> gateway.submit(call(), yaml(Workflows.UNDEFINED_TEMPLATE), MediaType.YAML, true));

        assertThat(refusal.reason()).isEqualTo("WORKFLOW_INVALID");
        assertThat(refusal.detail()).contains("no-such-template");
    }

    @Test
    void tellsThatTheNameIsTaken() {
        byte[] named =
                yaml(Workflows.SUSPENDED.replace("generateName: suspended-", "name: " + world.freshName("taken")));
        gateway.submit(call(), named, MediaType.YAML, false);

        assertThat(refused(() -> gateway.submit(call(), named, MediaType.YAML, false))
                        .reason())
                .isEqualTo("WORKFLOW_ALREADY_EXISTS");
    }

    // ---- documents that are wrong

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.tiphys.gateway.contract.BadDocuments#all")
    void refusesABadDocumentWithItsReasonAndCreatesNothing(BadDocuments.Case bad) {
        Assumptions.assumeTrue(gateway.choosesFormats() || !bad.isWronglyAnnounced(), "finds the format out itself");
        Set<String> before = world.workflowNames();

        Refusal.View refusal = refused(() -> gateway.submit(call(), bad.document(), bad.mediaType(), false));

        assertThat(refusal.reason()).isEqualTo(bad.reason());
        assertThat(refusal.retryable()).isFalse();
        assertThat(refusal.violations()).containsAll(bad.violations());
        assertThat(world.workflowNames()).isEqualTo(before);
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        Refusal.View refusal = refused(() -> gateway.submit(call(), yaml(Workflows.MUCH_WRONG), MediaType.YAML, false));

        assertThat(refusal.reason()).isEqualTo("WORKFLOW_INVALID");
        assertThat(refusal.violations())
                .contains(
                        new ViolationView("namespace-mismatch", "/metadata/namespace"),
                        new ViolationView("unknown-field", "/spec/entrypont"),
                        new ViolationView("service-account-not-allowed", "/spec/serviceAccountName"),
                        new ViolationView("service-account-not-allowed", "/spec/templates/0/serviceAccountName"));
    }

    // ---- preflight

    @Test
    void tellsInOneAnswerWhatWouldKeepAWorkflowFromRunning() {
        ContractWorld.Person newcomer = world.newcomer();
        Set<String> before = world.workflowNames();

        PreflightView preflight = gateway.preflight(call().as(newcomer.token()), yaml(Workflows.NEEDING_MUCH));

        assertThat(preflight.runnable()).isFalse();
        assertThat(preflight.findings())
                .contains(
                        new FindingView(
                                "submission-right", "ERROR", "", 0, List.of(newcomer.userName() + " create workflows")),
                        new FindingView("unknown-field", "ERROR", "/spec/entrypont", 6, List.of()),
                        new FindingView(
                                "secret-exists",
                                "UNCHECKED",
                                "/spec/templates/0/container/envFrom/0/secretRef",
                                12,
                                List.of(newcomer.userName() + " get secrets")));
        assertThat(preflight.manifest().orElseThrow()).contains("workflows").contains("workflowtaskresults");
        assertThat(preflight.checkManifest().orElseThrow()).contains("resourceNames: [\"login\"]");
        assertThat(preflight.leastPods()).isEqualTo(3);
        assertThat(preflight.mostPods()).hasValue(3);
        assertThat(world.workflowNames()).isEqualTo(before);
    }

    @Test
    void givesThePreflightWithAValidation() {
        PreflightView preflight = gateway.submit(call(), yaml(Workflows.SUSPENDED), MediaType.YAML, true)
                .preflight()
                .orElseThrow();

        assertThat(preflight.runnable()).isTrue();
        assertThat(preflight.mostPods()).hasValue(0);
        assertThat(gateway.submit(call(), yaml(Workflows.SUSPENDED), MediaType.YAML, false)
                        .preflight())
                .isEmpty();
    }

    @Test
    void refusesThePreflightOfWhatCannotBeRead() {
        assertThat(refused(() -> gateway.preflight(call(), yaml("{"))).reason()).isEqualTo("WORKFLOW_MALFORMED");
        assertThat(refused(() -> gateway.preflight(call().as("garbage"), yaml(Workflows.SUSPENDED)))
                        .reason())
                .isEqualTo("TOKEN_INVALID");
    }

    // ---- callers

    @Test
    void refusesACallWithoutAToken() {
        Assumptions.assumeTrue(gateway.callsWithoutToken(), "makes no such call");
        assertThat(refused(() -> submit(call().withoutToken())).reason()).isEqualTo("CALLER_UNKNOWN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct", "secret", "minted"})
    void refusesAGarbageToken(String environment) {
        assertThat(refused(() -> submit(call().through(environment).as("garbage")))
                        .reason())
                .isEqualTo("TOKEN_INVALID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct", "secret", "minted"})
    void refusesATokenForAnotherAudience(String environment) {
        assertThat(refused(() -> submit(call().through(environment).as(world.tokenForAnotherAudience())))
                        .reason())
                .isEqualTo("TOKEN_INVALID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct", "secret", "minted"})
    void refusesATokenThatIsExpired(String environment) {
        assertThat(refused(() -> submit(call().through(environment).as(world.expiredToken())))
                        .reason())
                .isEqualTo("TOKEN_INVALID");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "minted"})
    void refusesAnArgoSingleSignOnTokenWhereRightsAreLent(String environment) {
        assertThat(refused(() -> submit(call().through(environment).as("v2:abc")))
                        .reason())
                .isEqualTo("TOKEN_KIND_UNSUPPORTED");
    }

    @Test
    void leavesAnArgoSingleSignOnTokenToArgoInDirectMode() {
        Refusal.View refusal = refused(() -> submit(call().as("v2:abc")));

        assertThat(refusal.reason()).isEqualTo("TOKEN_REFUSED_BY_ARGO");
        assertThat(refusal.detail()).contains("judge");
    }

    @Test
    void tellsACallerItsEnvironments() {
        assertThat(gateway.environments(call())).contains("direct", "secret", "minted");
        assertThat(refused(() -> gateway.environments(call().as("garbage"))).reason())
                .isEqualTo("TOKEN_INVALID");
    }

    @Test
    void tellsWhetherAnEnvironmentIsReady() {
        for (String environment : List.of("direct", "secret", "minted")) {
            assertThat(gateway.failedChecks(call().through(environment))).isEmpty();
        }
        assertThat(gateway.failedChecks(call().through("minted-elsewhere"))).containsExactly("gateway-rights");
    }

    // ---- places

    @Test
    void refusesAnUnknownEnvironment() {
        assertThat(refused(() -> submit(call().through("nowhere"))).reason()).isEqualTo("ENVIRONMENT_NOT_FOUND");
        assertThat(refused(() -> submit(call().through("nowhere").as("garbage")))
                        .reason())
                .isEqualTo("TOKEN_INVALID");
    }

    @Test
    void refusesANamespaceThatTheEnvironmentDoesNotServe() {
        Refusal.View refusal = refused(() -> submit(call().in("kube-system")));

        assertThat(refusal.reason()).isEqualTo("NAMESPACE_NOT_MANAGED");
        assertThat(refusal.metadata().get("namespaces")).contains(world.namespace());
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "minted"})
    void refusesANamespaceThatIsNotThere(String environment) {
        Refusal.View refusal = refused(() -> submit(call().through(environment + "-elsewhere")
                .in(world.absentNamespace())
                .as(world.clusterAdminToken())));

        assertThat(refusal.reason()).isEqualTo("ACCESS_DENIED");
        assertThat(refusal.detail()).contains(world.absentNamespace());
    }

    @Test
    void tellsThatANamespaceIsNotThereInDirectMode() {
        Refusal.View refusal = refused(() -> submit(
                call().through("direct-elsewhere").in(world.absentNamespace()).as(world.clusterAdminToken())));

        assertThat(refusal.reason()).isEqualTo("NAMESPACE_NOT_FOUND");
    }

    // ---- rights

    @ParameterizedTest
    @ValueSource(strings = {"direct", "secret", "minted"})
    void aDenialTeachesWhatIsMissingAndItsManifestMendsIt(String environment) {
        ContractWorld.Person newcomer = world.newcomer();
        Call call = call().through(environment).as(newcomer.token());

        Refusal.View denied = refused(() -> submit(call));

        assertThat(denied.reason()).isEqualTo("ACCESS_DENIED");
        assertThat(denied.metadata())
                .containsEntry("user", newcomer.userName())
                .containsEntry("verb", "create")
                .containsEntry("resource", "workflows")
                .containsEntry("namespace", world.namespace());
        world.apply(denied.manifest().orElseThrow());
        world.passTheTimeThatDenialsAreKept();
        if (!environment.equals("direct")) {
            Refusal.View useDenied = refused(() -> submit(call));
            assertThat(useDenied.reason()).isEqualTo("SERVICE_ACCOUNT_USE_DENIED");
            world.apply(useDenied.manifest().orElseThrow());
            world.passTheTimeThatDenialsAreKept();
        }
        assertThat(submit(call).workflow().uid()).isNotEmpty();
    }

    @Test
    void lendsNoRightThatTheCallerDoesNotHave() {
        ContractWorld.Person reader = world.personWhoMay("get", "list");
        Call call = call().through("minted").as(reader.token());
        String name = submit(call()).workflow().name();

        assertThat(gateway.get(call, name).name()).isEqualTo(name);
        for (ThrowingCallable attempt : List.<ThrowingCallable>of(
                () -> submit(call),
                () -> gateway.delete(call, name),
                () -> gateway.change(call, name, new WorkflowAction.Terminate()),
                () -> gateway.change(call, name, new WorkflowAction.Resubmit(false, List.of())),
                () -> gateway.watch(call, Optional.of(name), Optional.empty()).next(),
                () -> gateway.logs(call, name, false).next())) {
            assertThat(refused(attempt).reason()).isEqualTo("ACCESS_DENIED");
        }
        assertThat(world.object(name).at("/spec/shutdown").isMissingNode()).isTrue();
    }

    // ---- lifecycle

    @Test
    void readsWatchesResumesAndDeletesAWorkflow() {
        String name = submit(call()).workflow().name();
        List<String> phases = new ArrayList<>();

        try (Stream<Change> changes = gateway.watch(call(), Optional.of(name), Optional.empty())) {
            boolean resumed = false;
            for (Optional<Change> next = changes.next(); next.isPresent(); next = changes.next()) {
                WorkflowView workflow = next.get().workflow();
                phases.add(workflow.phase());
                if (!resumed && Workflows.waits(workflow.json())) {
                    gateway.change(call(), name, new WorkflowAction.Resume(Optional.empty()));
                    resumed = true;
                }
            }
        }

        assertThat(phases).last().isEqualTo("Succeeded");
        assertThat(gateway.get(call(), name).phase()).isEqualTo("Succeeded");
        gateway.delete(call(), name);
        assertThat(refused(() -> gateway.get(call(), name)).reason()).isEqualTo("WORKFLOW_NOT_FOUND");
    }

    @Test
    void resumesAWatchAfterTheLastVersionSeen() {
        Assumptions.assumeTrue(gateway.choosesPlaces(), "resumes by itself");
        String name = submit(call()).workflow().name();
        String version;
        try (Stream<Change> changes = gateway.watch(call(), Optional.of(name), Optional.empty())) {
            Change change = changes.next().orElseThrow();
            while (!Workflows.waits(change.workflow().json())) {
                change = changes.next().orElseThrow();
            }
            version = change.workflow().resourceVersion();
        }
        gateway.change(call(), name, new WorkflowAction.Terminate());

        try (Stream<Change> changes = gateway.watch(call(), Optional.of(name), Optional.of(version))) {
            Change first = changes.next().orElseThrow();
            assertThat(first.type()).isEqualTo("MODIFIED");
            assertThat(first.workflow().resourceVersion()).isNotEqualTo(version);
        }
    }

    @Test
    void stopsAndTerminatesAndSuspendsWorkflows() {
        String stopped = waiting();
        gateway.change(call(), stopped, new WorkflowAction.Stop(Optional.of("enough"), Optional.empty()));
        assertThat(ended(stopped)).isEqualTo("Failed");

        String terminated = waiting();
        gateway.change(call(), terminated, new WorkflowAction.Terminate());
        assertThat(ended(terminated)).isEqualTo("Failed");

        String suspended = waiting();
        gateway.change(call(), suspended, new WorkflowAction.Suspend());
        assertThat(world.object(suspended).at("/spec/suspend").asBoolean()).isTrue();
    }

    @Test
    void resubmitsAndRetriesAndRefusesWhatTheStateDoesNotAllow() {
        String name = waiting();
        assertThat(refused(() -> gateway.change(
                                call(), name, new WorkflowAction.Retry(false, Optional.empty(), List.of())))
                        .reason())
                .isEqualTo("WORKFLOW_STATE_UNSUITABLE");
        gateway.change(call(), name, new WorkflowAction.Stop(Optional.empty(), Optional.empty()));
        assertThat(ended(name)).isEqualTo("Failed");

        WorkflowView retried =
                gateway.change(call(), name, new WorkflowAction.Retry(false, Optional.empty(), List.of()));
        assertThat(retried.name()).isEqualTo(name);
        WorkflowView resubmitted = gateway.change(call(), name, new WorkflowAction.Resubmit(false, List.of()));
        assertThat(resubmitted.name()).isNotEqualTo(name);
    }

    @Test
    void runsNoWorkflowAgainAsAnAccountThatIsNotAllowed() {
        String name = world.createDirectly(Workflows.SUSPENDED.replace(
                "entrypoint: wait", "entrypoint: wait\n  serviceAccountName: another-admin"));

        for (WorkflowAction again : List.of(
                new WorkflowAction.Resubmit(false, List.of()),
                new WorkflowAction.Retry(false, Optional.empty(), List.of()))) {
            Refusal.View refusal = refused(() -> gateway.change(call(), name, again));
            assertThat(refusal.reason()).isEqualTo("WORKFLOW_INVALID");
            assertThat(refusal.violations())
                    .contains(new ViolationView("service-account-not-allowed", "/spec/serviceAccountName"));
        }
    }

    @Test
    void listsAllWorkflowsOverPagesEachOnce() {
        String label = world.freshName("batch");
        Set<String> submitted = new HashSet<>();
        for (int i = 0; i < 7; i++) {
            byte[] document = yaml(Workflows.SUSPENDED.replace(
                    "generateName: suspended-", "generateName: suspended-\n  labels: {batch: " + label + "}"));
            submitted.add(gateway.submit(call(), document, MediaType.YAML, false)
                    .workflow()
                    .name());
        }
        // Argo pages by offset over an order by start time, so a workflow that starts meanwhile would move between
        // pages.
        Awaiting.until(() -> running(label) == submitted.size());

        List<String> listed = new ArrayList<>();
        ListOptions options = ListOptions.pageOf(3).labelled("batch=" + label);
        Page page = gateway.list(call(), options);
        listed.addAll(names(page));
        while (page.next().isPresent()) {
            page = gateway.list(call(), options.after(page.next().get()));
            listed.addAll(names(page));
        }

        assertThat(listed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(submitted);
    }

    @Test
    void refusesAPageTokenOfAnotherListing() {
        Assumptions.assumeTrue(gateway.choosesPlaces(), "turns the pages itself");
        assertThat(refused(() -> gateway.list(call(), ListOptions.pageOf(3).after("bm90LW91cnM")))
                        .reason())
                .isEqualTo("REQUEST_INVALID");
        assertThat(refused(() -> gateway.list(call(), ListOptions.pageOf(501))).reason())
                .isEqualTo("REQUEST_INVALID");
    }

    @Test
    void followsTheLogsOfARealPodToTheirEnd() {
        Assumptions.assumeTrue(world.pods(), "pods cannot run here");
        String name = gateway.submit(call(), yaml(Workflows.COUNTING), MediaType.YAML, false)
                .workflow()
                .name();
        List<String> lines = new ArrayList<>();

        try (Stream<Line> logs = gateway.logs(call(), name, true)) {
            for (Optional<Line> line = logs.next(); line.isPresent(); line = logs.next()) {
                lines.add(line.get().content());
            }
        }

        assertThat(lines).contains("line 1", "line 2", "line 3", "line 4", "line 5");
        assertThat(ended(name)).isEqualTo("Succeeded");
    }

    @Test
    void tellsThatAWorkflowIsNotThere() {
        String absent = world.freshName("absent");
        for (ThrowingCallable attempt : List.<ThrowingCallable>of(
                () -> gateway.get(call(), absent),
                () -> gateway.delete(call(), absent),
                () -> gateway.change(call(), absent, new WorkflowAction.Terminate()),
                () -> gateway.watch(call(), Optional.of(absent), Optional.empty())
                        .next(),
                () -> gateway.logs(call(), absent, false).next())) {
            assertThat(refused(attempt).reason()).isEqualTo("WORKFLOW_NOT_FOUND");
        }
    }

    @Test
    void endsACallWhenTheCallersTimeIsUp() {
        Call hurried = call().through("slow").within(Duration.ofMillis(400));

        assertThat(refused(() -> gateway.get(hurried, world.freshName("slow"))).reason())
                .isIn("DEADLINE_EXCEEDED");
    }

    // ---- what the tests share

    private Call call() {
        return Call.to("direct", world.namespace(), world.token());
    }

    private Submitted submit(Call call) {
        return gateway.submit(call, yaml(Workflows.SUSPENDED), MediaType.YAML, false);
    }

    /** A workflow that waits to be resumed. */
    private String waiting() {
        String name = submit(call()).workflow().name();
        try (Stream<Change> changes = gateway.watch(call(), Optional.of(name), Optional.empty())) {
            while (!Workflows.waits(changes.next().orElseThrow().workflow().json())) {
                // the next change tells
            }
        }
        return name;
    }

    private long running(String label) {
        return gateway.list(call(), ListOptions.pageOf(50).labelled("batch=" + label)).workflows().stream()
                .filter(workflow -> workflow.phase().equals("Running"))
                .count();
    }

    private String ended(String name) {
        String phase = "";
        try (Stream<Change> changes = gateway.watch(call(), Optional.of(name), Optional.empty())) {
            for (Optional<Change> next = changes.next(); next.isPresent(); next = changes.next()) {
                phase = next.get().workflow().phase();
            }
        }
        return phase;
    }

    private static List<String> names(Page page) {
        return page.workflows().stream().map(WorkflowView::name).toList();
    }

    private static Refusal.View refused(ThrowingCallable attempt) {
        Refusal refusal = catchThrowableOfType(Refusal.class, attempt);
        assertThat(refusal).as("a refusal").isNotNull();
        ContractWorld.get().requireNoTokenIn(refusal.view().toString());
        return refusal.view();
    }

    private static byte[] yaml(String text) {
        return text.getBytes(UTF_8);
    }
}
