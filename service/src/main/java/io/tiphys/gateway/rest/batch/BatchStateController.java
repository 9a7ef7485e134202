package io.tiphys.gateway.rest.batch;

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
import io.tiphys.gateway.batch.progress.BatchState;
import io.tiphys.gateway.batch.progress.CollectOutputs;
import io.tiphys.gateway.batch.progress.OutputsTable;
import io.tiphys.gateway.batch.progress.ReadBatches;
import io.tiphys.gateway.rest.Documented;
import io.tiphys.gateway.rest.StreamAnswers;
import io.tiphys.gateway.rest.call.AuthenticationFilter;
import io.tiphys.gateway.rest.stream.ServerSentEvents;
import io.tiphys.gateway.rest.stream.StreamingBody;
import io.tiphys.gateway.workflow.Namespace;

/** Reads batches: what the labels of their workflows say. */
@Controller(
        value = "/v1/environments/{environment}/namespaces/{namespace}/batches",
        produces = MediaType.APPLICATION_JSON)
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "batches")
class BatchStateController {
    private final ReadBatches readBatches;
    private final CollectOutputs collectOutputs;

    BatchStateController(ReadBatches readBatches, CollectOutputs collectOutputs) {
        this.readBatches = readBatches;
        this.collectOutputs = collectOutputs;
    }

    /**
     * Returns the batches of a namespace, with the numbers of their workflows.
     *
     * @param environment the environment's name
     * @param namespace the namespace
     * @return the batches
     */
    @Get
    @Documented
    ListBatchesResponse listBatches(
            @PathVariable String environment,
            @PathVariable String namespace,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext) {
        return new ListBatchesResponse(readBatches.list(callContext, new Namespace(namespace)).stream()
                .map(BatchDocument::of)
                .toList());
    }

    /**
     * Returns the numbers of a batch's workflows by phase.
     *
     * @param environment the environment's name
     * @param namespace the namespace
     * @param batchId the batch's id
     * @return the batch
     */
    @Get("/{batchId}")
    @Documented
    BatchDocument getBatch(
            @PathVariable String environment,
            @PathVariable String namespace,
            @PathVariable String batchId,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext) {
        return BatchDocument.of(readBatches.get(callContext, new Namespace(namespace), batchId));
    }

    /**
     * Streams the numbers of a batch's workflows whenever they change, until all have ended.
     *
     * @param environment the environment's name
     * @param namespace the namespace
     * @param batchId the batch's id
     */
    @Get(value = "/{batchId}:watch", produces = MediaType.TEXT_EVENT_STREAM, headRoute = false)
    @Documented
    @ApiResponse(
            responseCode = "200",
            description =
                    "Server-sent events: progress (data as the schema says), end once all workflows have ended, error with a"
                            + " problem document as data when the stream breaks. A silent stream sends a comment as a heartbeat.",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM,
                            schema = @Schema(implementation = BatchDocument.class)))
    HttpResponse<StreamingBody<BatchState>> watchBatch(
            @PathVariable String environment,
            @PathVariable String namespace,
            @PathVariable String batchId,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext,
            @Parameter(hidden = true) HttpRequest<?> request) {
        return StreamAnswers.answer(
                request,
                callContext,
                readBatches.watch(callContext, new Namespace(namespace), batchId),
                new ServerSentEvents<>("progress", BatchDocument::of, state -> ""));
    }

    /**
     * Collects the arguments, outputs and artifacts of all workflows of a batch in one table: JSON, or CSV if the header Accept
     * prefers text/csv.
     *
     * @param environment the environment's name
     * @param namespace the namespace
     * @param batchId the batch's id
     * @param wait first wait until all workflows have ended
     */
    @Get(
            value = "/{batchId}/outputs",
            produces = {MediaType.APPLICATION_JSON, OutputsForm.CSV},
            headRoute = false)
    @Documented
    @ApiResponse(
            responseCode = "200",
            description = "The table. While the call waits, JSON begins with white space.",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = BatchOutputs.class)),
                @Content(mediaType = OutputsForm.CSV, schema = @Schema(type = "string"))
            })
    HttpResponse<StreamingBody<OutputsTable>> batchOutputs(
            @PathVariable String environment,
            @PathVariable String namespace,
            @PathVariable String batchId,
            @QueryValue(defaultValue = "false") boolean wait,
            @RequestAttribute(AuthenticationFilter.CALL_CONTEXT) @Parameter(hidden = true) CallContext callContext,
            @Parameter(hidden = true) HttpRequest<?> request) {
        boolean csv = request.accept().stream()
                .findFirst()
                .filter(type -> type.getName().equals(OutputsForm.CSV))
                .isPresent();
        return StreamAnswers.answer(
                request,
                callContext,
                collectOutputs.table(callContext, new Namespace(namespace), batchId, wait),
                new OutputsForm(csv));
    }
}
