package io.tiphys.gateway.contract;

import static io.tiphys.gateway.contract.GatewayContract.refused;
import static io.tiphys.gateway.contract.GatewayContract.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.contract.GatewayDriver.Call;
import io.tiphys.gateway.contract.GatewayDriver.Change;
import io.tiphys.gateway.contract.GatewayDriver.Line;
import io.tiphys.gateway.contract.GatewayDriver.ListOptions;
import io.tiphys.gateway.contract.GatewayDriver.MediaType;
import io.tiphys.gateway.contract.GatewayDriver.Page;
import io.tiphys.gateway.contract.GatewayDriver.Refusal;
import io.tiphys.gateway.contract.GatewayDriver.Stream;
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
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Following workflows that exist, and changing them. */
interface LifecycleContract extends GatewayContract {
    @Test
    default void readsWatchesResumesAndDeletesAWorkflow() {
        String name = submit(call()).workflow().name();
        List<String> phases = new ArrayList<>();

        try (Stream<Change> changes = gateway().watch(call(), Optional.of(name), Optional.empty())) {
            boolean resumed = false;
            for (Optional<Change> next = changes.next(); next.isPresent(); next = changes.next()) {
                WorkflowView workflow = next.get().workflow();
                phases.add(workflow.phase());
                if (!resumed && Workflows.waits(workflow.json())) {
                    gateway().change(call(), name, new WorkflowAction.Resume(Optional.empty()));
                    resumed = true;
                }
            }
        }

        assertThat(phases).last().isEqualTo("Succeeded");
        assertThat(gateway().get(call(), name).phase()).isEqualTo("Succeeded");
        gateway().delete(call(), name);
        assertThat(refused(() -> gateway().get(call(), name)).reason()).isEqualTo("WORKFLOW_NOT_FOUND");
    }

    @Test
    default void resumesAWatchAfterTheLastVersionSeen() {
        Assumptions.assumeTrue(gateway().choosesPlaces(), "resumes by itself");
        String name = submit(call()).workflow().name();
        String version;
        try (Stream<Change> changes = gateway().watch(call(), Optional.of(name), Optional.empty())) {
            Change change = changes.next().orElseThrow();
            while (!Workflows.waits(change.workflow().json())) {
                change = changes.next().orElseThrow();
            }
            version = change.workflow().resourceVersion();
        }
        gateway().change(call(), name, new WorkflowAction.Terminate());

        try (Stream<Change> changes = gateway().watch(call(), Optional.of(name), Optional.of(version))) {
            Change first = changes.next().orElseThrow();
            assertThat(first.type()).isEqualTo("MODIFIED");
            assertThat(first.workflow().resourceVersion()).isNotEqualTo(version);
        }
    }

    @Test
    default void stopsAndTerminatesAndSuspendsWorkflows() {
        String stopped = waiting();
        gateway().change(call(), stopped, new WorkflowAction.Stop(Optional.empty(), Optional.empty()));
        assertThat(ended(stopped)).isEqualTo("Failed");

        String terminated = waiting();
        gateway().change(call(), terminated, new WorkflowAction.Terminate());
        assertThat(ended(terminated)).isEqualTo("Failed");

        String suspended = waiting();
        gateway().change(call(), suspended, new WorkflowAction.Suspend());
        assertThat(world().object(suspended).at("/spec/suspend").asBoolean()).isTrue();
    }

    @Test
    default void resubmitsAndRetriesAndRefusesWhatTheStateDoesNotAllow() {
        String name = waiting();
        assertThat(refused(() -> gateway()
                                .change(call(), name, new WorkflowAction.Retry(false, Optional.empty(), List.of())))
                        .reason())
                .isEqualTo("WORKFLOW_STATE_UNSUITABLE");
        gateway().change(call(), name, new WorkflowAction.Stop(Optional.empty(), Optional.empty()));
        assertThat(ended(name)).isEqualTo("Failed");

        WorkflowView retried =
                gateway().change(call(), name, new WorkflowAction.Retry(false, Optional.empty(), List.of()));
        assertThat(retried.name()).isEqualTo(name);
        WorkflowView resubmitted = gateway().change(call(), name, new WorkflowAction.Resubmit(false, List.of()));
        assertThat(resubmitted.name()).isNotEqualTo(name);
    }

    @Test
    default void runsNoWorkflowAgainAsAnAccountThatIsNotAllowed() {
        String name = world().createDirectly(Workflows.SUSPENDED.replace(
                "entrypoint: wait", "entrypoint: wait\n  serviceAccountName: another-admin"));

        for (WorkflowAction again : List.of(
                new WorkflowAction.Resubmit(false, List.of()),
                new WorkflowAction.Retry(false, Optional.empty(), List.of()))) {
            Refusal.View refusal = refused(() -> gateway().change(call(), name, again));
            assertThat(refusal.reason()).isEqualTo("WORKFLOW_INVALID");
            assertThat(refusal.violations())
                    .contains(new ViolationView("service-account-not-allowed", "/spec/serviceAccountName"));
        }
    }

    @Test
    default void listsAllWorkflowsOverPagesEachOnce() {
        String label = world().freshName("batch");
        Set<String> submitted = new HashSet<>();
        for (int i = 0; i < 7; i++) {
            byte[] document = yaml(Workflows.SUSPENDED.replace(
                    "generateName: suspended-", "generateName: suspended-\n  labels: {batch: " + label + "}"));
            submitted.add(gateway()
                    .submit(call(), document, MediaType.YAML, false)
                    .workflow()
                    .name());
        }
        // Argo pages by offset over an order by start time, so a workflow that starts meanwhile would move between
        // pages.
        Awaiting.until(() -> running(label) == submitted.size());

        List<String> listed = new ArrayList<>();
        ListOptions options = ListOptions.pageOf(3).labelled("batch=" + label);
        Page page = gateway().list(call(), options);
        listed.addAll(names(page));
        while (page.next().isPresent()) {
            page = gateway().list(call(), options.after(page.next().get()));
            listed.addAll(names(page));
        }

        assertThat(listed).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(submitted);
    }

    @Test
    default void refusesAPageTokenOfAnotherListing() {
        Assumptions.assumeTrue(gateway().choosesPlaces(), "turns the pages itself");
        assertThat(refused(() -> gateway().list(call(), ListOptions.pageOf(3).after("bm90LW91cnM")))
                        .reason())
                .isEqualTo("REQUEST_INVALID");
        assertThat(refused(() -> gateway().list(call(), ListOptions.pageOf(501)))
                        .reason())
                .isEqualTo("REQUEST_INVALID");
    }

    @Test
    default void followsTheLogsOfARealPodToTheirEnd() {
        Assumptions.assumeTrue(world().pods(), "pods cannot run here");
        String name = gateway()
                .submit(call(), yaml(Workflows.COUNTING), MediaType.YAML, false)
                .workflow()
                .name();
        List<String> lines = new ArrayList<>();

        try (Stream<Line> logs = gateway().logs(call(), name, true)) {
            for (Optional<Line> line = logs.next(); line.isPresent(); line = logs.next()) {
                lines.add(line.get().content());
            }
        }

        assertThat(lines).contains("line 1", "line 2", "line 3", "line 4", "line 5");
        assertThat(ended(name)).isEqualTo("Succeeded");
    }

    @Test
    default void tellsThatAWorkflowIsNotThere() {
        String absent = world().freshName("absent");
        for (ThrowingCallable attempt : List.<ThrowingCallable>of(
                () -> gateway().get(call(), absent),
                () -> gateway().delete(call(), absent),
                () -> gateway().change(call(), absent, new WorkflowAction.Terminate()),
                () -> gateway()
                        .watch(call(), Optional.of(absent), Optional.empty())
                        .next(),
                () -> gateway().logs(call(), absent, false).next())) {
            assertThat(refused(attempt).reason()).isEqualTo("WORKFLOW_NOT_FOUND");
        }
    }

    @Test
    default void endsACallWhenTheCallersTimeIsUp() {
        Call hurried = call().through("slow").within(Duration.ofMillis(400));

        assertThat(refused(() -> gateway().get(hurried, world().freshName("slow")))
                        .reason())
                .isIn("DEADLINE_EXCEEDED");
    }

    /** A workflow that waits to be resumed. */
    private String waiting() {
        String name = submit(call()).workflow().name();
        try (Stream<Change> changes = gateway().watch(call(), Optional.of(name), Optional.empty())) {
            while (!Workflows.waits(changes.next().orElseThrow().workflow().json())) {
                // the next change tells
            }
        }
        return name;
    }

    private long running(String label) {
        return gateway().list(call(), ListOptions.pageOf(50).labelled("batch=" + label)).workflows().stream()
                .filter(workflow -> workflow.phase().equals("Running"))
                .count();
    }

    private String ended(String name) {
        String phase = "";
        try (Stream<Change> changes = gateway().watch(call(), Optional.of(name), Optional.empty())) {
            for (Optional<Change> next = changes.next(); next.isPresent(); next = changes.next()) {
                phase = next.get().workflow().phase();
            }
        }
        return phase;
    }

    private static List<String> names(Page page) {
        return page.workflows().stream().map(WorkflowView::name).toList();
    }
}
