package io.tiphys.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tiphys.client.generated.api.WorkflowsApi;
import io.tiphys.client.generated.model.ResubmitWorkflowRequest;
import io.tiphys.client.generated.model.ResumeWorkflowRequest;
import io.tiphys.client.generated.model.RetryWorkflowRequest;
import io.tiphys.client.generated.model.StopWorkflowRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Submits workflows through a Tiphys gateway and follows them. Immutable and thread-safe; one client serves a whole
 * program. Every method throws {@link TiphysException} when the call did not do what it was to do; nothing is repeated by
 * itself but the connecting of streams.
 *
 * <pre>{@code
 * try (TiphysClient client = TiphysClient.builder()
 *         .gateway(URI.create("https://tiphys.example.org"))
 *         .token(() -> token)
 *         .environment("lab")
 *         .namespace("science")
 *         .build()) {
 *     Submission submission = client.submit(yaml);
 *     Workflow ended = client.waitForCompletion(submission.workflow().name(), Duration.ofMinutes(10));
 * }
 * }</pre>
 */
public final class TiphysClient implements AutoCloseable {
    /** The generated code would send {@code null} for an absent body. */
    private static final JsonNode NOTHING_TO_CHOOSE = JsonNodeFactory.instance.objectNode();

    private final Connection connection;
    private final GatewayCalls calls;
    private final EventStreams streams;
    private final Place place;

    TiphysClient(Connection connection, Place place) {
        this.connection = connection;
        this.calls = new GatewayCalls(connection);
        this.streams = new EventStreams(connection);
        this.place = place;
    }

    /** Starts a new client. */
    public static TiphysClientBuilder builder() {
        return new TiphysClientBuilder();
    }

    /** A client for another place on the same connection; closing one closes both. */
    public TiphysClient in(String environment, String namespace) {
        return new TiphysClient(connection, new Place(environment, namespace));
    }

    /** Creates a workflow from its JSON or YAML, which is sent as it is. */
    public Submission submit(byte[] document) {
        return Submission.of(calls.submit(place, document, false, Optional.empty()));
    }

    /**
     * Creates a workflow once for a key, however often this is called: after a failure whose outcome is unclear, call it again
     * with the same document and key.
     *
     * @param idempotencyKey 1 to 255 printable ASCII characters; another one for each new submission
     * @throws TiphysException with {@link Reason#IDEMPOTENCY_KEY_REUSED} when the key was used for another document
     */
    public Submission submitOnce(byte[] document, String idempotencyKey) {
        return Submission.of(calls.submit(place, document, false, Optional.of(idempotencyKey)));
    }

    /** The same for a text. */
    public Submission submitOnce(String document, String idempotencyKey) {
        return submitOnce(document.getBytes(StandardCharsets.UTF_8), idempotencyKey);
    }

    /** Creates a workflow from its JSON or YAML. */
    public Submission submit(String document) {
        return submit(document.getBytes(StandardCharsets.UTF_8));
    }

    /** Checks a workflow as {@link #submit(byte[])} would, Argo's own lint included, and creates nothing. */
    public Submission validate(byte[] document) {
        return Submission.of(calls.submit(place, document, true, Optional.empty()));
    }

    /** Checks a workflow as {@link #submit(String)} would, and creates nothing. */
    public Submission validate(String document) {
        return validate(document.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Says everything that would keep a workflow from running here; nothing is created. What is wrong with the workflow is
     * part of the answer and no exception.
     */
    public WorkflowPreflight preflightWorkflow(byte[] document) {
        return PreflightReader.read(calls.preflight(place, document));
    }

    /** The same for a text. */
    public WorkflowPreflight preflightWorkflow(String document) {
        return preflightWorkflow(document.getBytes(StandardCharsets.UTF_8));
    }

    /** Lints by the rules as the environment weighs them; no cluster is asked. */
    public Linter linter() {
        return new GatewayLinter(calls, place);
    }

    /** Reads a workflow. */
    public Workflow get(String name) {
        return Workflow.of(calls.read((api, time) -> api.getWorkflow(environment(), namespace(), name, time)));
    }

    /** All workflows of the namespace, newest first, without their nodes. */
    public Iterable<Workflow> list() {
        return list(ListOptions.all());
    }

    /** The workflows that the options pick, newest first, without their nodes. Pages are read as they are needed. */
    public Iterable<Workflow> list(ListOptions options) {
        return () -> new WorkflowPages(page -> calls.read((api, time) -> api.listWorkflows(
                environment(),
                namespace(),
                time,
                options.labelSelector().orElse(null),
                options.namePrefix().orElse(null),
                options.pageSize(),
                page)));
    }

    /** What happens to one workflow, from how it is now until it has ended. */
    public EventIterator<WorkflowChange> watch(String name) {
        return changes(place.workflow(name) + ":watch");
    }

    /**
     * What happens to the workflows of the namespace.
     *
     * @param labelSelector a Kubernetes label selector; empty for all
     */
    public EventIterator<WorkflowChange> watchAll(Optional<String> labelSelector) {
        return changes(place.workflows() + ":watch" + Place.query("labelSelector", labelSelector.orElse(null)));
    }

    /** The log lines of a workflow's pods. A stream of lines that breaks is not resumed: it would repeat them. */
    public EventIterator<LogLine> logs(String name, LogOptions options) {
        String query = Place.query(
                "follow", options.follow() ? "true" : null,
                "podName", options.podName().orElse(null),
                "container", options.container().orElse(null),
                "tailLines",
                        options.tailLines().isPresent()
                                ? Long.toString(options.tailLines().getAsLong())
                                : null,
                "grep", options.grep().orElse(null));
        return streams.open(
                place.workflow(name) + "/logs" + query,
                "line",
                io.tiphys.client.generated.model.LogLine.class,
                LogLine::of);
    }

    /** Stops a workflow; its exit handlers still run. */
    public Workflow stop(String name) {
        return stop(name, Optional.empty(), Optional.empty());
    }

    /**
     * Stops a workflow; its exit handlers still run.
     *
     * @param message what Argo writes to the selected nodes; only with a selector
     * @param nodeFieldSelector stop only the nodes that this Argo node field selector picks
     */
    public Workflow stop(String name, Optional<String> message, Optional<String> nodeFieldSelector) {
        var body = new StopWorkflowRequest()
                .message(message.orElse(null))
                .nodeFieldSelector(nodeFieldSelector.orElse(null));
        return change((api, time) -> api.stopWorkflow(environment(), namespace(), name, time, body));
    }

    /** Ends a workflow at once; its exit handlers do not run. */
    public Workflow terminate(String name) {
        return change((api, time) -> api.terminateWorkflow(environment(), namespace(), name, time, NOTHING_TO_CHOOSE));
    }

    /** Keeps a workflow from starting further steps. */
    public Workflow suspend(String name) {
        return change((api, time) -> api.suspendWorkflow(environment(), namespace(), name, time, NOTHING_TO_CHOOSE));
    }

    /** Lets a suspended workflow go on. */
    public Workflow resume(String name) {
        return resume(name, Optional.empty());
    }

    /** Lets the suspended nodes that this Argo node field selector picks go on. */
    public Workflow resume(String name, Optional<String> nodeFieldSelector) {
        var body = new ResumeWorkflowRequest().nodeFieldSelector(nodeFieldSelector.orElse(null));
        return change((api, time) -> api.resumeWorkflow(environment(), namespace(), name, time, body));
    }

    /** Runs the failed steps of a finished workflow again. */
    public Workflow retry(String name) {
        return retry(name, false, Optional.empty(), List.of());
    }

    /**
     * Runs the failed steps of a finished workflow again.
     *
     * @param restartSuccessful also the steps that succeeded, those that the selector picks
     * @param nodeFieldSelector Argo's node field selector
     * @param parameters parameters to change, each {@code name=value}
     */
    public Workflow retry(
            String name, boolean restartSuccessful, Optional<String> nodeFieldSelector, List<String> parameters) {
        var body = new RetryWorkflowRequest()
                .restartSuccessful(restartSuccessful)
                .nodeFieldSelector(nodeFieldSelector.orElse(null))
                .parameters(parameters);
        return change((api, time) -> api.retryWorkflow(environment(), namespace(), name, time, null, body));
    }

    /** Creates a new workflow from an existing one. */
    public Workflow resubmit(String name) {
        return resubmit(name, false, List.of());
    }

    /**
     * Creates a new workflow from an existing one.
     *
     * @param memoized take over the outputs of the steps that succeeded
     * @param parameters parameters to change, each {@code name=value}
     * @return the new workflow
     */
    public Workflow resubmit(String name, boolean memoized, List<String> parameters) {
        var body = new ResubmitWorkflowRequest().memoized(memoized).parameters(parameters);
        return change((api, time) -> api.resubmitWorkflow(environment(), namespace(), name, time, null, body));
    }

    /** Deletes a workflow. */
    public void delete(String name) {
        calls.change((api, time) -> {
            api.deleteWorkflow(environment(), namespace(), name, time);
            return true;
        });
    }

    /**
     * Waits until a workflow has ended, well or not: see {@link Workflow#succeeded}. Goes on over broken connections.
     *
     * @return the workflow as it ended
     * @throws TiphysException with DEADLINE_EXCEEDED when it has not ended in this time, WORKFLOW_NOT_FOUND when it is
     *     not there or was deleted meanwhile
     */
    public Workflow waitForCompletion(String name, Duration timeout) {
        return new Completion(name, timeout, () -> watch(name)).await();
    }

    /** The environments in which the caller is known, ordered by name. */
    public List<Environment> environments() {
        return calls.ask((api, time) -> api.listEnvironments(time)).getEnvironments().stream()
                .map(Environment::of)
                .toList();
    }

    /** Checks whether the environment can take submissions now. */
    public Preflight preflight() {
        return Preflight.of(calls.ask((api, time) -> api.preflightEnvironment(environment(), time)));
    }

    /** Ends the open streams and the connection, also those of clients that were made from this one. */
    @Override
    public void close() {
        connection.close();
    }

    private EventIterator<WorkflowChange> changes(String address) {
        return streams.open(
                address, "change", io.tiphys.client.generated.model.WorkflowChange.class, WorkflowChange::of);
    }

    private Workflow change(GatewayCalls.Call<WorkflowsApi, io.tiphys.client.generated.model.Workflow> call) {
        return Workflow.of(calls.change(call));
    }

    private String environment() {
        return place.requireEnvironment();
    }

    private String namespace() {
        return place.requireNamespace();
    }
}
