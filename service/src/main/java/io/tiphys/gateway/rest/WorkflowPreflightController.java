package io.tiphys.gateway.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.RequestAttribute;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.preflight.PreflightCommand;
import io.tiphys.gateway.preflight.PreflightWorkflow;
import io.tiphys.gateway.rest.call.AuthenticationFilter;
import io.tiphys.gateway.rest.call.CallerHeaders;
import io.tiphys.gateway.rest.model.WorkflowPreflight;
import io.tiphys.gateway.rest.request.DocumentBody;
import io.tiphys.gateway.rest.request.DocumentMediaTypes;
import io.tiphys.gateway.rest.request.RequestBytes;
import io.tiphys.gateway.workflow.Namespace;
import java.util.Optional;

/** The preflight of a workflow. */
@Controller(value = "/v1/environments/{environment}/namespaces/{namespace}", produces = MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "workflows")
class WorkflowPreflightController {
    private final PreflightWorkflow preflightWorkflow;

    WorkflowPreflightController(PreflightWorkflow preflightWorkflow) {
        this.preflightWorkflow = preflightWorkflow;
    }

    /**
     * Says everything that would keep a workflow from running where it would be submitted; nothing is created. The state of
     * the cluster is read with the caller's own rights, and what they do not reach is said to be unchecked.
     *
     * @param environment the environment's name
     * @param namespace the namespace
     * @return what was found; what is wrong with the workflow is part of the answer and not an error
     */
    @Post("/workflows:preflight")
    @Consumes(MediaType.ALL)
    @Documented
    @DocumentBody
    WorkflowPreflight preflightWorkflow(
            @PathVariable String environment,
            @PathVariable String namespace,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext,
            @Parameter(hidden = true) HttpRequest<?> request) {
        return WorkflowPreflight.of(preflightWorkflow.preflight(new PreflightCommand(
                callContext,
                Optional.of(new Namespace(namespace)),
                RequestBytes.of(request),
                DocumentMediaTypes.format(CallerHeaders.single(request, "Content-Type")))));
    }
}
