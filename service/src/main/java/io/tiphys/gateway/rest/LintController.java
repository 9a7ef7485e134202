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
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.lint.LintBatch;
import io.tiphys.gateway.lint.LintFile;
import io.tiphys.gateway.lint.LintFiles;
import io.tiphys.gateway.rest.call.AuthenticationFilter;
import io.tiphys.gateway.rest.call.CallerHeaders;
import io.tiphys.gateway.rest.model.LintFilesResponse;
import io.tiphys.gateway.rest.model.LintResponse;
import io.tiphys.gateway.rest.request.DocumentBody;
import io.tiphys.gateway.rest.request.DocumentMediaTypes;
import io.tiphys.gateway.rest.request.LintFilesRequest;
import io.tiphys.gateway.rest.request.RequestBodies;
import io.tiphys.gateway.rest.request.RequestBytes;

/** Lints documents by the rules of an environment, without access to its cluster. */
@Controller(value = "/v1/environments", produces = MediaType.APPLICATION_JSON)
@Consumes(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "lint")
class LintController {
    private final LintFiles lintFiles;

    LintController(LintFiles lintFiles) {
        this.lintFiles = lintFiles;
    }

    /**
     * Says everything that is wrong with the documents of one text: Workflows, WorkflowTemplates, ClusterWorkflowTemplates and
     * CronWorkflows; others are passed over. Templates are looked for among them, and the cluster is not asked.
     *
     * @param environment the environment's name
     * @return what was found; what is wrong with the documents is part of the answer and not an error
     */
    @Post("/{environment}:lint")
    @Documented
    @DocumentBody
    LintResponse lint(
            @PathVariable String environment,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext,
            @Parameter(hidden = true) HttpRequest<?> request) {
        DocumentMediaTypes.format(CallerHeaders.single(request, "Content-Type"));
        LintBatch batch = LintBatch.of(new LintFile("", RequestBytes.of(request)));
        return LintResponse.of(lintFiles.lint(callContext, batch).getFirst());
    }

    /**
     * Says everything that is wrong with several files, as lint does for one. Templates are looked for among all of them.
     *
     * @param environment the environment's name
     * @return what was found, for each file in the order of the request
     */
    @Post("/{environment}:lintFiles")
    @Documented
    @ApiResponse(responseCode = "413", ref = "#/components/responses/TooLarge")
    @ApiResponse(responseCode = "415", ref = "#/components/responses/UnsupportedMediaType")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = LintFilesRequest.class)))
    LintFilesResponse lintFiles(
            @PathVariable String environment,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext,
            @Parameter(hidden = true) HttpRequest<?> request) {
        LintBatch batch = RequestBodies.read(request, LintFilesRequest.class).batch();
        return LintFilesResponse.of(lintFiles.lint(callContext, batch));
    }
}
