package io.tiphys.gateway.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.RequestAttribute;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.idempotency.KeyedCall.Done;
import io.tiphys.gateway.lifecycle.ChangeWorkflow;
import io.tiphys.gateway.rest.call.AuthenticationFilter;
import io.tiphys.gateway.rest.model.Workflow;
import io.tiphys.gateway.rest.request.ActionRequest;
import io.tiphys.gateway.rest.request.RequestBodies;
import io.tiphys.gateway.rest.request.ResubmitWorkflowRequest;
import io.tiphys.gateway.rest.request.ResumeWorkflowRequest;
import io.tiphys.gateway.rest.request.RetryWorkflowRequest;
import io.tiphys.gateway.rest.request.StopWorkflowRequest;
import io.tiphys.gateway.rest.request.SuspendWorkflowRequest;
import io.tiphys.gateway.rest.request.TerminateWorkflowRequest;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import io.tiphys.gateway.workflow.WorkflowObject;
import java.util.Optional;

/** Changes existing workflows. Every body is optional. */
@Controller(
        value = "/v1/environments/{environment}/namespaces/{namespace}/workflows",
        produces = MediaType.APPLICATION_JSON)
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "workflows")
class WorkflowActionController {
    private final ChangeWorkflow changeWorkflow;

    WorkflowActionController(ChangeWorkflow changeWorkflow) {
        this.changeWorkflow = changeWorkflow;
    }

    /**
     * Stops a workflow; its exit handlers still run.
     *
     * @param environment the environment's name
     * @param namespace the namespace
     * @param name the workflow's name
     * @return the workflow afterwards
     */
    @Post("/{name}:stop")
    @Documented
    @ApiResponse(responseCode = "415", ref = "#/components/responses/UnsupportedMediaType")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = StopWorkflowRequest.class)))
    Workflow stopWorkflow(
            @PathVariable String environment,
            @PathVariable String namespace,
            @PathVariable String name,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext,
            @Parameter(hidden = true) HttpRequest<?> request) {
        return change(callContext, namespace, name, RequestBodies.read(request, StopWorkflowRequest.class));
    }

    /**
     * Ends a workflow at once; its exit handlers do not run.
     *
     * @param environment the environment's name
     * @param namespace the namespace
     * @param name the workflow's name
     * @return the workflow afterwards
     */
    @Post("/{name}:terminate")
    @Documented
    @ApiResponse(responseCode = "415", ref = "#/components/responses/UnsupportedMediaType")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = TerminateWorkflowRequest.class)))
    Workflow terminateWorkflow(
            @PathVariable String environment,
            @PathVariable String namespace,
            @PathVariable String name,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext,
            @Parameter(hidden = true) HttpRequest<?> request) {
        return change(callContext, namespace, name, RequestBodies.read(request, TerminateWorkflowRequest.class));
    }

    /**
     * Keeps a workflow from starting further steps.
     *
     * @param environment the environment's name
     * @param namespace the namespace
     * @param name the workflow's name
     * @return the workflow afterwards
     */
    @Post("/{name}:suspend")
    @Documented
    @ApiResponse(responseCode = "415", ref = "#/components/responses/UnsupportedMediaType")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = SuspendWorkflowRequest.class)))
    Workflow suspendWorkflow(
            @PathVariable String environment,
            @PathVariable String namespace,
            @PathVariable String name,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext,
            @Parameter(hidden = true) HttpRequest<?> request) {
        return change(callContext, namespace, name, RequestBodies.read(request, SuspendWorkflowRequest.class));
    }

    /**
     * Resumes a suspended workflow or a suspended node of it.
     *
     * @param environment the environment's name
     * @param namespace the namespace
     * @param name the workflow's name
     * @return the workflow afterwards
     */
    @Post("/{name}:resume")
    @Documented
    @ApiResponse(responseCode = "415", ref = "#/components/responses/UnsupportedMediaType")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ResumeWorkflowRequest.class)))
    Workflow resumeWorkflow(
            @PathVariable String environment,
            @PathVariable String namespace,
            @PathVariable String name,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext,
            @Parameter(hidden = true) HttpRequest<?> request) {
        return change(callContext, namespace, name, RequestBodies.read(request, ResumeWorkflowRequest.class));
    }

    /**
     * Runs the failed steps of a finished workflow again; with an idempotency key once, however often the
     * request is sent.
     *
     * @param environment the environment's name
     * @param namespace the namespace
     * @param name the workflow's name
     * @return the workflow afterwards
     */
    @Post("/{name}:retry")
    @Documented
    @Keyed
    @ApiResponse(responseCode = "415", ref = "#/components/responses/UnsupportedMediaType")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RetryWorkflowRequest.class)))
    HttpResponse<Workflow> retryWorkflow(
            @PathVariable String environment,
            @PathVariable String namespace,
            @PathVariable String name,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext,
            @Parameter(hidden = true) HttpRequest<?> request) {
        return keyed(callContext, namespace, name, RequestBodies.read(request, RetryWorkflowRequest.class), request);
    }

    /**
     * Creates a new workflow from an existing one; with an idempotency key once, however often the
     * request is sent.
     *
     * @param environment the environment's name
     * @param namespace the namespace
     * @param name the workflow's name
     * @return the new workflow
     */
    @Post("/{name}:resubmit")
    @Documented
    @Keyed
    @ApiResponse(responseCode = "415", ref = "#/components/responses/UnsupportedMediaType")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ResubmitWorkflowRequest.class)))
    HttpResponse<Workflow> resubmitWorkflow(
            @PathVariable String environment,
            @PathVariable String namespace,
            @PathVariable String name,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext,
            @Parameter(hidden = true) HttpRequest<?> request) {
        return keyed(callContext, namespace, name, RequestBodies.read(request, ResubmitWorkflowRequest.class), request);
    }

    private HttpResponse<Workflow> keyed(
            CallContext callContext, String namespace, String name, ActionRequest action, HttpRequest<?> request) {
        Done<WorkflowObject> done = changeWorkflow.change(
                callContext,
                Optional.of(new Namespace(namespace)),
                new WorkflowName(name),
                action.action(),
                KeyedAnswers.keys(request));
        return KeyedAnswers.marked(HttpResponse.ok(Workflow.of(done.answer())), done.replayed());
    }

    private Workflow change(CallContext callContext, String namespace, String name, ActionRequest request) {
        return Workflow.of(changeWorkflow.change(
                callContext, Optional.of(new Namespace(namespace)), new WorkflowName(name), request.action()));
    }
}
