package io.tiphys.gateway.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestAttribute;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.lifecycle.StreamLogs;
import io.tiphys.gateway.lifecycle.WatchWorkflows;
import io.tiphys.gateway.lifecycle.log.LogLine;
import io.tiphys.gateway.lifecycle.log.LogQuery;
import io.tiphys.gateway.lifecycle.stream.WatchQuery;
import io.tiphys.gateway.lifecycle.stream.WorkflowChange;
import io.tiphys.gateway.rest.call.AuthenticationFilter;
import io.tiphys.gateway.rest.stream.LogLineEvent;
import io.tiphys.gateway.rest.stream.StreamingBody;
import io.tiphys.gateway.rest.stream.WorkflowChangeEvent;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Watches and logs of workflows as server-sent events. There is no HEAD route, because a HEAD would open a stream without
 * need.
 */
@Controller("/v1/environments/{environment}/namespaces/{namespace}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "workflows")
class WorkflowStreamController {
    private static final String WATCH_DESCRIPTION =
            "Server-sent events, each with the workflow's resourceVersion as its id: change (data as the schema says),"
                    + " end at the end of the stream, error with a problem document as data when the stream breaks."
                    + " A silent stream sends a comment as a heartbeat.";

    private final WatchWorkflows watchWorkflows;
    private final StreamLogs streamLogs;

    WorkflowStreamController(WatchWorkflows watchWorkflows, StreamLogs streamLogs) {
        this.watchWorkflows = watchWorkflows;
        this.streamLogs = streamLogs;
    }

    /**
     * Streams what happens to the workflows of a namespace.
     *
     * @param environment the environment's name
     * @param namespace the namespace
     * @param labelSelector a Kubernetes label selector
     * @param resourceVersion start after this version; the header Last-Event-ID says the same. Without it the stream
     *     starts with what is there.
     */
    @Get(value = "/workflows:watch", produces = MediaType.TEXT_EVENT_STREAM, headRoute = false)
    @Documented
    @ApiResponse(
            responseCode = "200",
            description = WATCH_DESCRIPTION,
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM,
                            schema = @Schema(implementation = WorkflowChangeEvent.class)))
    HttpResponse<StreamingBody<WorkflowChange>> watchWorkflows(
            @PathVariable String environment,
            @PathVariable String namespace,
            @QueryValue @Nullable String labelSelector,
            @QueryValue @Nullable String resourceVersion,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext,
            @Parameter(hidden = true) HttpRequest<?> request) {
        WatchQuery query = new WatchQuery(
                Optional.empty(),
                WorkflowController.given(labelSelector),
                ResumePlaces.resourceVersion(request, resourceVersion));
        return StreamAnswers.changes(
                request, callContext, watchWorkflows.open(callContext, Optional.of(new Namespace(namespace)), query));
    }

    /**
     * Streams what happens to one workflow, until it has ended.
     *
     * @param environment the environment's name
     * @param namespace the namespace
     * @param name the workflow's name
     * @param resourceVersion start after this version; the header Last-Event-ID says the same. Without it the stream
     *     starts with the workflow as it is.
     */
    @Get(value = "/workflows/{name}:watch", produces = MediaType.TEXT_EVENT_STREAM, headRoute = false)
    @Documented
    @ApiResponse(
            responseCode = "200",
            description = WATCH_DESCRIPTION,
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM,
                            schema = @Schema(implementation = WorkflowChangeEvent.class)))
    HttpResponse<StreamingBody<WorkflowChange>> watchWorkflow(
            @PathVariable String environment,
            @PathVariable String namespace,
            @PathVariable String name,
            @QueryValue @Nullable String resourceVersion,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext,
            @Parameter(hidden = true) HttpRequest<?> request) {
        WatchQuery query = new WatchQuery(
                Optional.of(new WorkflowName(name)),
                Optional.empty(),
                ResumePlaces.resourceVersion(request, resourceVersion));
        return StreamAnswers.changes(
                request, callContext, watchWorkflows.open(callContext, Optional.of(new Namespace(namespace)), query));
    }

    /**
     * Streams the log lines of a workflow's pods.
     *
     * @param environment the environment's name
     * @param namespace the namespace
     * @param name the workflow's name
     * @param podName only the lines of this pod
     * @param container the container
     * @param follow follow the logs until the workflow ends
     * @param tailLines only the last lines of each pod, 1 or more
     * @param grep only lines that match this RE2 expression
     */
    @Get(
            value = "/workflows/{name}/logs",
            produces = {MediaType.TEXT_EVENT_STREAM, MediaType.TEXT_PLAIN},
            headRoute = false)
    @Documented
    @ApiResponse(
            responseCode = "200",
            description = "Server-sent events: line (data as the schema says), end at the end of the stream, error with"
                    + " a problem document as data when the stream breaks; or, when the header Accept asks for text/plain,"
                    + " plain lines pod: content.",
            content = {
                @Content(
                        mediaType = MediaType.TEXT_EVENT_STREAM,
                        schema = @Schema(implementation = LogLineEvent.class)),
                @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = "string"))
            })
    HttpResponse<StreamingBody<LogLine>> streamLogs(
            @PathVariable String environment,
            @PathVariable String namespace,
            @PathVariable String name,
            @QueryValue @Nullable String podName,
            @QueryValue(defaultValue = LogQuery.MAIN_CONTAINER) String container,
            @QueryValue(defaultValue = "false") boolean follow,
            @QueryValue @Nullable Long tailLines,
            @QueryValue @Nullable String grep,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext,
            @Parameter(hidden = true) HttpRequest<?> request) {
        LogQuery query = new LogQuery(
                WorkflowController.given(podName),
                container,
                follow,
                tailLines == null ? OptionalLong.empty() : OptionalLong.of(tailLines),
                WorkflowController.given(grep));
        return StreamAnswers.lines(
                request,
                callContext,
                streamLogs.open(callContext, Optional.of(new Namespace(namespace)), new WorkflowName(name), query));
    }
}
