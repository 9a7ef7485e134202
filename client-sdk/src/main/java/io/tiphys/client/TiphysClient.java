package io.tiphys.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tiphys.client.environment.CallerIdentity;
import io.tiphys.client.environment.Environment;
import io.tiphys.client.environment.Preflight;
import io.tiphys.client.generated.api.WorkflowsApi;
import io.tiphys.client.generated.model.ResubmitWorkflowRequest;
import io.tiphys.client.generated.model.ResumeWorkflowRequest;
import io.tiphys.client.generated.model.RetryWorkflowRequest;
import io.tiphys.client.generated.model.StopWorkflowRequest;
import io.tiphys.client.internal.Connection;
import io.tiphys.client.internal.EnvironmentReader;
import io.tiphys.client.internal.GatewayCalls;
import io.tiphys.client.internal.GatewayLinter;
import io.tiphys.client.internal.Place;
import io.tiphys.client.internal.PreflightReader;
import io.tiphys.client.internal.WorkflowPages;
import io.tiphys.client.internal.WorkflowReader;
import io.tiphys.client.internal.stream.Completion;
import io.tiphys.client.internal.stream.EventStreams;
import io.tiphys.client.lint.Linter;
import io.tiphys.client.workflow.BatchChange;
import io.tiphys.client.workflow.BatchOutput;
import io.tiphys.client.workflow.BatchResult;
import io.tiphys.client.workflow.EventIterator;
import io.tiphys.client.workflow.ListOptions;
import io.tiphys.client.workflow.LogLine;
import io.tiphys.client.workflow.LogOptions;
import io.tiphys.client.workflow.Submission;
import io.tiphys.client.workflow.Workflow;
import io.tiphys.client.workflow.WorkflowChange;
import io.tiphys.client.workflow.WorkflowPreflight;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Submits and watches workflows through a Tiphys gateway. Immutable and thread-safe; one client serves a whole program. Every
 * method throws {@link TiphysException} when the call failed. The client repeats nothing except connecting streams.
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

    /** A client for another environment and namespace on the same connection; closing one closes both. */
    public TiphysClient in(String environment, String namespace) {
        return new TiphysClient(connection, new Place(environment, namespace));
    }

    /** Creates a workflow from its JSON or YAML, which is sent unchanged. */
    public Submission submit(byte[] document) {
        return WorkflowReader.submission(calls.submit(place, document, false, Optional.empty()));
    }

    /**
     * Creates a workflow once for a key, regardless of the number of calls. After a failure with an unclear outcome, repeat
     * the call with the same document and key.
     *
     * @param idempotencyKey 1 to 255 printable ASCII characters; another one for each new submission
     * @throws TiphysException with {@link Reason#IDEMPOTENCY_KEY_REUSED} when the key was used for another document
     */
    public Submission submitOnce(byte[] document, String idempotencyKey) {
        return WorkflowReader.submission(calls.submit(place, document, false, Optional.of(idempotencyKey)));
    }

    /** As {@link #submitOnce(byte[], String)}, for a text. */
    public Submission submitOnce(String document, String idempotencyKey) {
        return submitOnce(document.getBytes(StandardCharsets.UTF_8), idempotencyKey);
    }

    /** Creates a workflow from its JSON or YAML. */
    public Submission submit(String document) {
        return submit(document.getBytes(StandardCharsets.UTF_8));
    }

    /** Checks a workflow as {@link #submit(byte[])} would, Argo's own lint included, and creates nothing. */
    public Submission validate(byte[] document) {
        return WorkflowReader.submission(calls.submit(place, document, true, Optional.empty()));
    }

    /** Checks a workflow as {@link #submit(String)} would, and creates nothing. */
    public Submission validate(String document) {
        return validate(document.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reports every problem that would prevent a workflow from running here; nothing is created. An error in the workflow is
     * part of the result and not an exception.
     */
    public WorkflowPreflight preflightWorkflow(byte[] document) {
        return PreflightReader.read(calls.preflight(place, document));
    }

    /** As {@link #preflightWorkflow(byte[])}, for a text. */
    public WorkflowPreflight preflightWorkflow(String document) {
        return preflightWorkflow(document.getBytes(StandardCharsets.UTF_8));
    }

    /** A linter with the environment's severities; no cluster is contacted. */
    public Linter linter() {
        return new GatewayLinter(calls, place);
    }

    /** Reads a workflow. */
    public Workflow get(String name) {
        return WorkflowReader.workflow(
                calls.read((api, time) -> api.getWorkflow(environment(), namespace(), name, time)));
    }

    /** All workflows of the namespace, newest first, without their nodes. */
    public Iterable<Workflow> list() {
        return list(ListOptions.all());
    }

    /** The workflows that match the options, newest first, without their nodes. Pages are read on demand. */
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

    /**
     * Submits many workflows, each once for the batch's id: the same batch sent again does only the rest.
     *
     * @param batch a list or a sweep as JSON, see docs/batches.md
     * @param batchId the batch's key, which is also the value of the label {@code tiphys.io/batch}
     * @return the results as they happen, in any order; iterating fails when the batch ends early
     */
    public EventIterator<BatchResult> submitBatch(String batch, String batchId) {
        String address = place.batches() + Place.query("batchId", batchId);
        return streams.batch(address, batch.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The arguments, outputs and artifacts of all workflows of a batch, ordered by their index.
     *
     * @param wait first wait until all workflows have ended
     */
    public List<BatchOutput> batchOutputs(String batchId, boolean wait) {
        return streams.outputs(place.batch(batchId) + "/outputs" + Place.query("wait", Boolean.toString(wait)));
    }

    /**
     * Runs the failed steps of the failed workflows of a batch again, each workflow once for a key. After a failure, repeat
     * the call with the same key: a workflow that was retried is not retried again.
     *
     * @param idempotencyKey 1 to 255 printable ASCII characters; another one for each new retry
     * @return the results as they happen, in any order; iterating fails when the call ends early
     */
    public EventIterator<BatchChange> retryBatch(String batchId, String idempotencyKey) {
        return streams.change(place.batch(batchId) + ":retry", idempotencyKey);
    }

    /** The changes of one workflow, from its current state to its end. */
    public EventIterator<WorkflowChange> watch(String name) {
        return changes(place.workflow(name) + ":watch");
    }

    /**
     * The changes of the namespace's workflows.
     *
     * @param labelSelector a Kubernetes label selector; empty for all
     */
    public EventIterator<WorkflowChange> watchAll(Optional<String> labelSelector) {
        return changes(place.workflows() + ":watch" + Place.query("labelSelector", labelSelector.orElse(null)));
    }

    /** The log lines of a workflow's pods. A broken log stream is not resumed: the lines would be repeated. */
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
                WorkflowReader::line);
    }

    /** Stops a workflow; its exit handlers still run. */
    public Workflow stop(String name) {
        return stop(name, Optional.empty(), Optional.empty());
    }

    /**
     * Stops a workflow; its exit handlers still run.
     *
     * @param message the message that Argo writes to the selected nodes; only with a selector
     * @param nodeFieldSelector an Argo node field selector of the nodes to stop
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

    /** Prevents a workflow from starting further steps. */
    public Workflow suspend(String name) {
        return change((api, time) -> api.suspendWorkflow(environment(), namespace(), name, time, NOTHING_TO_CHOOSE));
    }

    /** Resumes a suspended workflow. */
    public Workflow resume(String name) {
        return resume(name, Optional.empty());
    }

    /** Resumes the suspended nodes that match this Argo node field selector. */
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
     * @param restartSuccessful also the successful steps that match the selector
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
     * @param memoized reuse the outputs of successful steps
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
     * Waits until a workflow has ended, with or without success: see {@link Workflow#succeeded}. The wait survives broken
     * connections.
     *
     * @return the ended workflow
     * @throws TiphysException with DEADLINE_EXCEEDED when the workflow has not ended in this time, WORKFLOW_NOT_FOUND when
     *     it does not exist or was deleted meanwhile
     */
    public Workflow waitForCompletion(String name, Duration timeout) {
        return new Completion(name, timeout, () -> watch(name)).await();
    }

    /** The environments that accept the caller's token, ordered by name. */
    public List<Environment> environments() {
        return calls.ask((api, time) -> api.listEnvironments(time)).getEnvironments().stream()
                .map(EnvironmentReader::environment)
                .toList();
    }

    /** Who the caller is in the environment, and what it may do there. */
    public CallerIdentity whoAmI() {
        return EnvironmentReader.identity(calls.ask((api, time) -> api.whoAmI(time, environment())));
    }

    /** Checks whether the environment can accept submissions now. */
    public Preflight preflight() {
        return EnvironmentReader.preflight(calls.ask((api, time) -> api.preflightEnvironment(environment(), time)));
    }

    /** Ends the open streams and the connection, also of derived clients. */
    @Override
    public void close() {
        connection.close();
    }

    private EventIterator<WorkflowChange> changes(String address) {
        return streams.open(
                address, "change", io.tiphys.client.generated.model.WorkflowChange.class, WorkflowReader::change);
    }

    private Workflow change(GatewayCalls.Call<WorkflowsApi, io.tiphys.client.generated.model.Workflow> call) {
        return WorkflowReader.workflow(calls.change(call));
    }

    private String environment() {
        return place.requireEnvironment();
    }

    private String namespace() {
        return place.requireNamespace();
    }
}
