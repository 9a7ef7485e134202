package io.tiphys.gateway.rest.batch;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestAttribute;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.batch.bulk.BulkEvent;
import io.tiphys.gateway.batch.bulk.BulkVerb;
import io.tiphys.gateway.batch.bulk.Selection;
import io.tiphys.gateway.rest.Documented;
import io.tiphys.gateway.rest.Keyed;
import io.tiphys.gateway.rest.call.AuthenticationFilter;
import io.tiphys.gateway.rest.stream.StreamingBody;

/** Changes the workflows that a label selector matches, one call for each of them. */
@Controller(value = "/v1/environments/{environment}/namespaces/{namespace}", produces = BatchLine.MEDIA_TYPE)
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "workflows")
class SelectionActionController {
    private final BulkAnswers answers;

    SelectionActionController(BulkAnswers answers) {
        this.answers = answers;
    }

    /**
     * Stops the workflows that a label selector matches: those that have not ended; their exit handlers still run.
     *
     * @param environment the environment's name
     * @param namespace the namespace
     * @param labelSelector a Kubernetes label selector, which may not be empty
     * @param dryRun count the workflows and change nothing
     */
    @Post("/workflows:stop")
    @Documented
    @BulkResponse
    HttpResponse<StreamingBody<BulkEvent>> stopWorkflows(
            @PathVariable String environment,
            @PathVariable String namespace,
            @QueryValue(defaultValue = "") String labelSelector,
            @QueryValue(defaultValue = "false") boolean dryRun,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext,
            @Parameter(hidden = true) HttpRequest<?> request) {
        return answers.change(callContext, namespace, Selection.of(labelSelector), BulkVerb.STOP, dryRun, request);
    }

    /**
     * Ends at once the workflows that a label selector matches: those that have not ended; their exit handlers do not run.
     *
     * @param environment the environment's name
     * @param namespace the namespace
     * @param labelSelector a Kubernetes label selector, which may not be empty
     * @param dryRun count the workflows and change nothing
     */
    @Post("/workflows:terminate")
    @Documented
    @BulkResponse
    HttpResponse<StreamingBody<BulkEvent>> terminateWorkflows(
            @PathVariable String environment,
            @PathVariable String namespace,
            @QueryValue(defaultValue = "") String labelSelector,
            @QueryValue(defaultValue = "false") boolean dryRun,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext,
            @Parameter(hidden = true) HttpRequest<?> request) {
        return answers.change(callContext, namespace, Selection.of(labelSelector), BulkVerb.TERMINATE, dryRun, request);
    }

    /**
     * Runs the failed steps again of the workflows that a label selector matches: those that failed. With a key each
     * workflow is retried once, however often the call is sent.
     *
     * @param environment the environment's name
     * @param namespace the namespace
     * @param labelSelector a Kubernetes label selector, which may not be empty
     * @param dryRun count the workflows and change nothing
     */
    @Post("/workflows:retry")
    @Documented
    @Keyed
    @BulkResponse
    HttpResponse<StreamingBody<BulkEvent>> retryWorkflows(
            @PathVariable String environment,
            @PathVariable String namespace,
            @QueryValue(defaultValue = "") String labelSelector,
            @QueryValue(defaultValue = "false") boolean dryRun,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext,
            @Parameter(hidden = true) HttpRequest<?> request) {
        return answers.change(callContext, namespace, Selection.of(labelSelector), BulkVerb.RETRY, dryRun, request);
    }

    /**
     * Deletes the workflows that a label selector matches: all of them.
     *
     * @param environment the environment's name
     * @param namespace the namespace
     * @param labelSelector a Kubernetes label selector, which may not be empty
     * @param dryRun count the workflows and change nothing
     */
    @Post("/workflows:delete")
    @Documented
    @BulkResponse
    HttpResponse<StreamingBody<BulkEvent>> deleteWorkflows(
            @PathVariable String environment,
            @PathVariable String namespace,
            @QueryValue(defaultValue = "") String labelSelector,
            @QueryValue(defaultValue = "false") boolean dryRun,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext,
            @Parameter(hidden = true) HttpRequest<?> request) {
        return answers.change(callContext, namespace, Selection.of(labelSelector), BulkVerb.DELETE, dryRun, request);
    }
}
