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
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.batch.PreviewBatch;
import io.tiphys.gateway.batch.SubmitBatch;
import io.tiphys.gateway.batch.item.BatchEvent;
import io.tiphys.gateway.rest.Documented;
import io.tiphys.gateway.rest.Keyed;
import io.tiphys.gateway.rest.StreamAnswers;
import io.tiphys.gateway.rest.batch.body.BatchParameters;
import io.tiphys.gateway.rest.batch.body.BatchRequests;
import io.tiphys.gateway.rest.batch.body.SubmitBatchRequest;
import io.tiphys.gateway.rest.call.AuthenticationFilter;
import io.tiphys.gateway.rest.stream.StreamingBody;
import io.tiphys.gateway.workflow.Namespace;
import org.jspecify.annotations.Nullable;

/** Submits many workflows in one call. */
@Controller("/v1/environments/{environment}/namespaces/{namespace}")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "batches")
class BatchController {
    private final SubmitBatch submitBatch;
    private final PreviewBatch previewBatch;
    private final BatchRequests requests;

    BatchController(SubmitBatch submitBatch, PreviewBatch previewBatch, BatchRequests requests) {
        this.submitBatch = submitBatch;
        this.previewBatch = previewBatch;
        this.requests = requests;
    }

    /**
     * Submits many workflows, each once for the batch's key. The key is required: the header Idempotency-Key, or a batchId. The
     * same batch sent again does only the rest.
     *
     * @param environment the environment's name
     * @param namespace the namespace
     * @param batchId the batch's key, which is also the value of the label tiphys.io/batch; without it that is a digest of the
     *     header's key
     * @param onError continue with the other items, or stop, once one is refused or failed
     * @param firstIndex of a body with lines: the index of its first item
     */
    @Post(value = "/batches", produces = BatchLine.MEDIA_TYPE)
    @Consumes(MediaType.ALL)
    @Documented
    @Keyed
    @RequestBody(
            required = true,
            description = "A list, a sweep, or one workflow in each line",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = SubmitBatchRequest.class)),
                @Content(mediaType = BatchLine.MEDIA_TYPE, schema = @Schema(type = "string"))
            })
    @ApiResponse(
            responseCode = "200",
            description =
                    "One JSON object in each line, as it happens: batch, then a result for each item in any order, and"
                            + " last the summary",
            content = @Content(mediaType = BatchLine.MEDIA_TYPE, schema = @Schema(implementation = BatchLine.class)))
    @ApiResponse(responseCode = "413", ref = "#/components/responses/TooLarge")
    @ApiResponse(responseCode = "415", ref = "#/components/responses/UnsupportedMediaType")
    HttpResponse<StreamingBody<BatchEvent>> submitBatch(
            @PathVariable String environment,
            @PathVariable String namespace,
            @QueryValue @Nullable String batchId,
            @QueryValue(defaultValue = "continue") String onError,
            @QueryValue(defaultValue = "0") int firstIndex,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext,
            @Parameter(hidden = true) HttpRequest<?> request) {
        BatchParameters parameters = BatchParameters.of(batchId, onError, firstIndex);
        var events = submitBatch.open(
                callContext,
                new Namespace(namespace),
                () -> requests.read(request, callContext.environment().limits(), parameters));
        return StreamAnswers.answer(request, callContext, events, new NdjsonLines<>(BatchLine::of));
    }

    /**
     * Expands a batch and creates nothing: how many workflows, which names, what they take.
     *
     * @param environment the environment's name
     * @param namespace the namespace
     * @param batchId the batch's key
     */
    @Post(value = "/batches:preview", produces = MediaType.APPLICATION_JSON)
    @Consumes(MediaType.ALL)
    @Documented
    @Keyed
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = SubmitBatchRequest.class)),
                @Content(mediaType = BatchLine.MEDIA_TYPE, schema = @Schema(type = "string"))
            })
    @ApiResponse(
            responseCode = "200",
            description = "The batch can be sent",
            content = @Content(schema = @Schema(implementation = BatchPreviewResponse.class)))
    @ApiResponse(responseCode = "413", ref = "#/components/responses/TooLarge")
    @ApiResponse(responseCode = "415", ref = "#/components/responses/UnsupportedMediaType")
    BatchPreviewResponse previewBatch(
            @PathVariable String environment,
            @PathVariable String namespace,
            @QueryValue @Nullable String batchId,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext,
            @Parameter(hidden = true) HttpRequest<?> request) {
        BatchParameters parameters = BatchParameters.of(batchId, BatchParameters.CONTINUE, 0);
        return BatchPreviewResponse.of(previewBatch.preview(
                callContext,
                new Namespace(namespace),
                () -> requests.read(request, callContext.environment().limits(), parameters)));
    }
}
