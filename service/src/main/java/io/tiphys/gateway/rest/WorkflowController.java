package io.tiphys.gateway.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestAttribute;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.uri.UriBuilder;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.idempotency.key.IdempotencyKey;
import io.tiphys.gateway.lifecycle.DeleteWorkflow;
import io.tiphys.gateway.lifecycle.GetWorkflow;
import io.tiphys.gateway.lifecycle.ListQuery;
import io.tiphys.gateway.lifecycle.ListWorkflows;
import io.tiphys.gateway.rest.call.AuthenticationFilter;
import io.tiphys.gateway.rest.call.CallerHeaders;
import io.tiphys.gateway.rest.error.ProblemDocument;
import io.tiphys.gateway.rest.error.RecordedCall;
import io.tiphys.gateway.rest.model.ListWorkflowsResponse;
import io.tiphys.gateway.rest.model.SubmitWorkflowResponse;
import io.tiphys.gateway.rest.model.Workflow;
import io.tiphys.gateway.rest.request.DocumentBody;
import io.tiphys.gateway.rest.request.DocumentMediaTypes;
import io.tiphys.gateway.rest.request.RequestBytes;
import io.tiphys.gateway.submission.Submission;
import io.tiphys.gateway.submission.SubmitCommand;
import io.tiphys.gateway.submission.SubmitWorkflow;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Submits, reads and deletes workflows. */
@Controller(value = "/v1/environments/{environment}/namespaces/{namespace}", produces = MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "workflows")
class WorkflowController {
    private final SubmitWorkflow submitWorkflow;
    private final GetWorkflow getWorkflow;
    private final ListWorkflows listWorkflows;
    private final DeleteWorkflow deleteWorkflow;

    WorkflowController(
            SubmitWorkflow submitWorkflow,
            GetWorkflow getWorkflow,
            ListWorkflows listWorkflows,
            DeleteWorkflow deleteWorkflow) {
        this.submitWorkflow = submitWorkflow;
        this.getWorkflow = getWorkflow;
        this.listWorkflows = listWorkflows;
        this.deleteWorkflow = deleteWorkflow;
    }

    /**
     * Validates a workflow and, unless validateOnly is set, creates it; with an idempotency key once, however often the request
     * is sent. Without a key the gateway never sends it again.
     *
     * @param environment the environment's name
     * @param namespace the namespace
     * @param validateOnly check everything, Argo's own lint included, and create nothing
     */
    @Post("/workflows")
    @Consumes(MediaType.ALL)
    @Documented
    @Keyed
    @DocumentBody
    @ApiResponse(
            responseCode = "201",
            description = "The workflow is created, or was by an earlier request with the same idempotency key",
            headers = {
                @Header(
                        name = "Location",
                        description = "Where the workflow can be read",
                        schema = @Schema(implementation = String.class)),
                @Header(
                        name = IdempotencyKey.REPLAYED,
                        description = "true when an earlier request with the same idempotency key created the workflow",
                        schema = @Schema(implementation = String.class))
            },
            content = @Content(schema = @Schema(implementation = SubmitWorkflowResponse.class)))
    @ApiResponse(
            responseCode = "200",
            description = "With validateOnly: the workflow is valid, and nothing was created",
            content = @Content(schema = @Schema(implementation = SubmitWorkflowResponse.class)))
    HttpResponse<SubmitWorkflowResponse> submitWorkflow(
            @PathVariable String environment,
            @PathVariable String namespace,
            @QueryValue(defaultValue = "false") boolean validateOnly,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext,
            @Parameter(hidden = true) HttpRequest<?> request) {
        Submission submission = submitWorkflow.submit(new SubmitCommand(
                callContext,
                Optional.of(new Namespace(namespace)),
                RequestBytes.of(request),
                DocumentMediaTypes.format(CallerHeaders.single(request, "Content-Type")),
                validateOnly,
                KeyedAnswers.keys(request)));
        SubmitWorkflowResponse answer = SubmitWorkflowResponse.of(submission);
        RecordedCall.of(request).workflow(answer.workflow().name());
        return validateOnly
                ? HttpResponse.ok(answer)
                : KeyedAnswers.marked(
                        HttpResponse.created(answer, location(environment, answer)), submission.replayed());
    }

    private static URI location(String environment, SubmitWorkflowResponse answer) {
        return UriBuilder.of("/v1/environments")
                .path(environment)
                .path("namespaces")
                .path(answer.workflow().namespace())
                .path("workflows")
                .path(answer.workflow().name())
                .build();
    }

    /**
     * Returns a page of the workflows of a namespace.
     *
     * @param environment the environment's name
     * @param namespace the namespace
     * @param labelSelector a Kubernetes label selector
     * @param namePrefix only workflows whose name starts with this text
     * @param pageSize how many workflows at most, 1 to 500
     * @param pageToken nextPageToken of the page before
     * @return the page
     */
    @Get("/workflows")
    @Documented
    ListWorkflowsResponse listWorkflows(
            @PathVariable String environment,
            @PathVariable String namespace,
            @QueryValue @Nullable String labelSelector,
            @QueryValue @Nullable String namePrefix,
            @QueryValue(defaultValue = "50") int pageSize,
            @QueryValue @Nullable String pageToken,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext) {
        ListQuery query = new ListQuery(given(labelSelector), given(namePrefix), pageSize, given(pageToken));
        return ListWorkflowsResponse.of(listWorkflows.list(callContext, Optional.of(new Namespace(namespace)), query));
    }

    /**
     * Returns one workflow.
     *
     * @param environment the environment's name
     * @param namespace the namespace
     * @param name the workflow's name
     * @return the workflow
     */
    @Get("/workflows/{name}")
    @Documented
    Workflow getWorkflow(
            @PathVariable String environment,
            @PathVariable String namespace,
            @PathVariable String name,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext) {
        return Workflow.of(getWorkflow.get(callContext, Optional.of(new Namespace(namespace)), new WorkflowName(name)));
    }

    /**
     * Deletes a workflow.
     *
     * @param environment the environment's name
     * @param namespace the namespace
     * @param name the workflow's name
     */
    @Delete(
            value = "/workflows/{name}",
            produces = {MediaType.APPLICATION_JSON, ProblemDocument.MEDIA_TYPE})
    @Status(HttpStatus.NO_CONTENT)
    @Documented
    @ApiResponse(responseCode = "204", description = "The workflow is deleted")
    void deleteWorkflow(
            @PathVariable String environment,
            @PathVariable String namespace,
            @PathVariable String name,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext) {
        deleteWorkflow.delete(callContext, Optional.of(new Namespace(namespace)), new WorkflowName(name));
    }

    /** A parameter with an empty value equals an absent one. */
    static Optional<String> given(@Nullable String parameter) {
        return Optional.ofNullable(parameter).filter(value -> !value.isEmpty());
    }
}
