package io.tiphys.gateway.rest.batch.body;

import io.micronaut.http.HttpRequest;
import io.tiphys.gateway.batch.BatchCommand;
import io.tiphys.gateway.batch.BatchContent;
import io.tiphys.gateway.batch.item.ListedItems;
import io.tiphys.gateway.batch.sweep.SweepReader;
import io.tiphys.gateway.environment.EnvironmentLimits;
import io.tiphys.gateway.idempotency.key.GivenKeys;
import io.tiphys.gateway.rest.KeyedAnswers;
import io.tiphys.gateway.rest.batch.body.BatchBodies.Document;
import io.tiphys.gateway.rest.call.CallerHeaders;
import io.tiphys.gateway.rest.request.DocumentMediaTypes;
import io.tiphys.gateway.rest.request.RequestBytes;
import io.tiphys.gateway.server.body.BodyBudget;
import io.tiphys.gateway.server.body.BodyReservation;
import io.tiphys.gateway.server.body.UploadedBody;
import io.tiphys.gateway.server.micronaut.RestRequest;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Reads the body of a batch: lines as they arrive, JSON as a whole. Thread-safe. */
@Singleton
public final class BatchRequests {
    private final BodyBudget budget;

    BatchRequests(BodyBudget budget) {
        this.budget = budget;
    }

    /**
     * Reads the body of a call.
     *
     * @throws io.tiphys.gateway.error.GatewayException with REQUEST_INVALID, REQUEST_TOO_LARGE or MEDIA_TYPE_UNSUPPORTED
     */
    public BatchCommand read(HttpRequest<?> request, EnvironmentLimits limits, BatchParameters parameters) {
        GivenKeys keys = KeyedAnswers.keys(request);
        if (!(request instanceof RestRequest received)) {
            throw new IllegalStateException("this is not the request that the server received");
        }
        Optional<UploadedBody> upload = received.upload();
        if (upload.isPresent()) {
            RequestBytes.requireUncompressed(request);
            var items = new NdjsonItems(
                    upload.get().keep(), budget, limits.callTimeout(), limits.maxBatchItems(), parameters.firstIndex());
            return new BatchCommand(
                    keys, parameters.batchId(), new BatchContent.Items(items), parameters.stopAtFirstError());
        }
        return whole(received, limits, parameters, keys);
    }

    private static BatchCommand whole(
            RestRequest request, EnvironmentLimits limits, BatchParameters parameters, GivenKeys keys) {
        if (parameters.firstIndex() != 0) {
            throw BatchBodies.invalid(
                    "parameter-value", "firstIndex", "This parameter is for lines; items of a list have an 'index'.");
        }
        DocumentMediaTypes.requireJson(CallerHeaders.single(request, "Content-Type"));
        BatchBodies.Members members = BatchBodies.read(RequestBytes.of(request), limits.maxBatchItems());
        BodyReservation held = request.keepReservation();
        BatchContent content = members.items()
                .<BatchContent>map(items -> new BatchContent.Items(ListedItems.of(items, held::close)))
                .orElseGet(() -> swept(members, held));
        Optional<String> batchId = members.batchId().or(parameters::batchId);
        return new BatchCommand(
                keys.with("batchId", parameters.batchId()), batchId, content, parameters.stopAtFirstError());
    }

    private static BatchContent swept(BatchBodies.Members members, BodyReservation held) {
        Document workflow = members.workflow().orElseThrow();
        try {
            return new BatchContent.Swept(
                    workflow.bytes(),
                    workflow.format(),
                    SweepReader.read(members.sweep().orElseThrow()),
                    held::close);
        } catch (RuntimeException e) {
            held.close();
            throw e;
        }
    }
}
