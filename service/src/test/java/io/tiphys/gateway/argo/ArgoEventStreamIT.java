package io.tiphys.gateway.argo;

import static io.tiphys.gateway.argo.ArgoWorkspace.all;
import static io.tiphys.gateway.argo.ArgoWorkspace.next;
import static io.tiphys.gateway.argo.ArgoWorkspace.waiting;
import static io.tiphys.gateway.argo.ArgoWorkspace.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tiphys.gateway.argo.client.request.ArgoPath;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.argo.payload.StreamFormats;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.Requester;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.lifecycle.WorkflowAction.Resume;
import io.tiphys.gateway.lifecycle.log.LogLine;
import io.tiphys.gateway.lifecycle.log.LogQuery;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.EventStream.End;
import io.tiphys.gateway.lifecycle.stream.EventStream.Silence;
import io.tiphys.gateway.lifecycle.stream.StandingCredential;
import io.tiphys.gateway.lifecycle.stream.WatchQuery;
import io.tiphys.gateway.lifecycle.stream.WorkflowChange;
import io.tiphys.gateway.testbed.Fault;
import io.tiphys.gateway.workflow.WorkflowName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArgoEventStreamIT {
    private static final String TALKER = """
            {"name":"main","container":{"image":"busybox","command":["sh","-c"],
             "args":["for i in 1 2 3; do echo line $i; sleep 0.2; done; echo the end"]}}""";

    private static ArgoWorkspace workspace;

    @BeforeAll
    static void open() {
        workspace = new ArgoWorkspace();
    }

    @AfterAll
    static void close() {
        workspace.close();
    }

    @Test
    void watchesAWorkflowToItsEnd() {
        submit(waiting("watched"));
        WorkflowName name = new WorkflowName("watched");
        try (EventStream<WorkflowChange> stream = workspace
                .control()
                .watch(workspace.credential(), workspace.where(), watch(Optional.of(name), Optional.empty()))) {
            WorkflowChange first = next(stream);
            assertThat(first.type()).isEqualTo(WorkflowChange.Type.ADDED);
            if (!first.workflow().summary().phase().equals("Running")) {
                await(stream, "Running");
            }
            workspace.control().change(workspace.call(), name, new Resume(Optional.empty()));
            await(stream, "Succeeded");
            workspace.control().delete(workspace.call(), name);
            WorkflowChange.Type type;
            do {
                type = next(stream).type();
            } while (type != WorkflowChange.Type.DELETED);
        }
    }

    private static void await(EventStream<WorkflowChange> stream, String phase) {
        while (!next(stream).workflow().summary().phase().equals(phase)) {
            // what comes before
        }
    }

    @Test
    void goesOnFromAVersion() {
        submit(waiting("versioned"));
        WorkflowName name = new WorkflowName("versioned");
        String version;
        try (EventStream<WorkflowChange> stream = workspace
                .control()
                .watch(workspace.credential(), workspace.where(), watch(Optional.of(name), Optional.empty()))) {
            await(stream, "Running");
            version = workspace.control().get(workspace.call(), name).summary().resourceVersion();
        }
        workspace.control().change(workspace.call(), name, new Resume(Optional.empty()));
        try (EventStream<WorkflowChange> stream = workspace
                .control()
                .watch(workspace.credential(), workspace.where(), watch(Optional.of(name), Optional.of(version)))) {
            assertThat(next(stream).type()).isEqualTo(WorkflowChange.Type.MODIFIED);
            await(stream, "Succeeded");
        }
    }

    @Test
    void opensWithoutWaitingForTheFirstEvent() {
        long begun = System.nanoTime();
        try (EventStream<WorkflowChange> stream = workspace
                .control()
                .watch(
                        workspace.credential(),
                        workspace.where(),
                        new WatchQuery(Optional.empty(), Optional.of("nobody=has-this"), Optional.empty()))) {
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
            assertThat(stream.next(Duration.ofMillis(100))).isEqualTo(new Silence<>());
        }
    }

    @Test
    void refusesAtOpening() {
        WatchQuery everything = watch(Optional.empty(), Optional.empty());
        StandingCredential garbage = workspace.credential(BearerToken.of("garbage"));
        assertThat(reason(() -> workspace.control().watch(garbage, workspace.where(), everything)))
                .isEqualTo(ErrorReason.TOKEN_REFUSED_BY_ARGO);
        workspace.namespace().serviceAccount("nobody");
        BearerToken nobody = workspace.namespace().token("nobody");
        assertThat(reason(() -> workspace.control().watch(workspace.credential(nobody), workspace.where(), everything)))
                .isEqualTo(ErrorReason.ACCESS_DENIED);
        assertThat(reason(() -> workspace
                        .control()
                        .watch(
                                workspace.credential(),
                                workspace.where(),
                                watch(Optional.of(new WorkflowName("missing")), Optional.empty()))))
                .isEqualTo(ErrorReason.WORKFLOW_NOT_FOUND);
        assertThat(reason(() -> workspace
                        .control()
                        .watch(workspace.credential(), workspace.where(), watch(Optional.empty(), Optional.of("1")))))
                .isEqualTo(ErrorReason.WATCH_EXPIRED);
        assertThat(reason(() -> workspace
                        .control()
                        .logs(
                                workspace.credential(),
                                workspace.where(),
                                new WorkflowName("missing"),
                                logs(true, Optional.empty()))))
                .isEqualTo(ErrorReason.WORKFLOW_NOT_FOUND);
    }

    /** Kubernetes closes a watch by itself after half an hour and more; here it is asked to do so after a second. */
    @Test
    void endsWhenKubernetesClosesTheWatch() {
        ArgoRequest briefly = ArgoRequest.get(
                ArgoPath.of("workflow-events", workspace.namespace().name())
                        .with("listOptions.labelSelector", "nobody=has-this")
                        .with("listOptions.timeoutSeconds", "1"));
        try (EventStream<WorkflowChange> stream = workspace
                .servers()
                .of(workspace.environment())
                .open(workspace.call(), briefly, StreamFormats.CHANGES, Requester.GATEWAY)) {
            assertThat(stream.next(Duration.ofSeconds(30))).isEqualTo(new End<>());
        }
    }

    @Test
    void goesOnWhenAWatchIsCut() {
        submit(waiting("cut"));
        try (EventStream<WorkflowChange> stream = workspace
                .control()
                .watch(
                        workspace.credential(),
                        workspace.where(),
                        watch(Optional.of(new WorkflowName("cut")), Optional.empty()))) {
            await(stream, "Running");
            workspace.proxy().cutConnections();
            workspace.resumeDirectly(new WorkflowName("cut"));
            await(stream, "Succeeded");
        }
    }

    @Test
    void followsTheLogOfAWorkflow() {
        assumeTrue(workspace.cluster().runsPods(), "no pods run here");
        submit(workflow("talker", TALKER));
        WorkflowName name = new WorkflowName("talker");
        try (EventStream<LogLine> followed = workspace
                .control()
                .logs(workspace.credential(), workspace.where(), name, logs(true, Optional.empty()))) {
            assertThat(all(followed))
                    .extracting(LogLine::content)
                    .containsExactly("line 1", "line 2", "line 3", "the end");
        }
        assertThat(lines(name, logs(false, Optional.of("line [23]")))).containsExactly("line 2", "line 3");
        assertThat(lines(
                        name,
                        new LogQuery(
                                Optional.of("talker"),
                                LogQuery.MAIN_CONTAINER,
                                false,
                                OptionalLong.of(1),
                                Optional.empty())))
                .containsExactly("the end");
        assertThat(reason(() -> workspace
                        .control()
                        .logs(workspace.credential(), workspace.where(), name, logs(false, Optional.of("(")))))
                .isEqualTo(ErrorReason.WORKFLOW_REFUSED_BY_ARGO);
    }

    private static List<String> lines(WorkflowName name, LogQuery query) {
        try (EventStream<LogLine> stream =
                workspace.control().logs(workspace.credential(), workspace.where(), name, query)) {
            return all(stream).stream().map(LogLine::content).toList();
        }
    }

    @Test
    void tellsThatALogWasCut() {
        assumeTrue(workspace.cluster().runsPods(), "no pods run here");
        submit(workflow("cut-talker", TALKER));
        workspace.proxy().injectOnce(call -> call.path().contains("/log"), new Fault.CutInAnswer(120));
        try (EventStream<LogLine> stream = workspace
                .control()
                .logs(
                        workspace.credential(),
                        workspace.where(),
                        new WorkflowName("cut-talker"),
                        logs(true, Optional.empty()))) {
            assertThat(next(stream).content()).isEqualTo("line 1");
            assertThat(reason(() -> all(stream))).isEqualTo(ErrorReason.ARGO_UNAVAILABLE);
        }
    }

    @Test
    void alwaysGivesOptionsBecauseTheServerDiesWithout() {
        int before = workspace.wire().size();
        assertThat(catchThrowable(() -> workspace
                        .control()
                        .logs(
                                workspace.credential(),
                                workspace.where(),
                                new WorkflowName("missing"),
                                logs(false, Optional.empty()))))
                .isNotNull();

        assertThat(workspace.wire().subList(before, workspace.wire().size()))
                .containsExactly(
                        "GET /api/v1/workflows/" + workspace.namespace().name()
                                + "/missing/log?logOptions.container=main&logOptions.follow=false");
    }

    private static void submit(byte[] workflow) {
        workspace.submitter().submit(workspace.call(), workflow);
    }

    private static WatchQuery watch(Optional<WorkflowName> name, Optional<String> version) {
        return new WatchQuery(name, Optional.empty(), version);
    }

    private static LogQuery logs(boolean follow, Optional<String> grep) {
        return new LogQuery(Optional.empty(), LogQuery.MAIN_CONTAINER, follow, OptionalLong.empty(), grep);
    }

    private static ErrorReason reason(ThrowingCallable call) {
        Throwable failure = catchThrowable(call);
        assertThat(failure).isInstanceOf(GatewayException.class);
        return ((GatewayException) failure).problem().reason();
    }
}
