package io.tiphys.gateway.rest.batch;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.batch.bulk.BulkEvent;
import io.tiphys.gateway.batch.bulk.BulkVerb;
import io.tiphys.gateway.batch.bulk.ChangeWorkflows;
import io.tiphys.gateway.batch.bulk.Selection;
import io.tiphys.gateway.rest.KeyedAnswers;
import io.tiphys.gateway.rest.StreamAnswers;
import io.tiphys.gateway.rest.stream.StreamingBody;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;

/** Changes the workflows of a selection, and answers with one line for each. Thread-safe. */
@Singleton
final class BulkAnswers {
    private final ChangeWorkflows changeWorkflows;

    BulkAnswers(ChangeWorkflows changeWorkflows) {
        this.changeWorkflows = changeWorkflows;
    }

    HttpResponse<StreamingBody<BulkEvent>> change(
            CallContext callContext,
            String namespace,
            Selection selection,
            BulkVerb verb,
            boolean dryRun,
            HttpRequest<?> request) {
        return StreamAnswers.answer(
                request,
                callContext,
                changeWorkflows.open(
                        callContext, new Namespace(namespace), selection, verb, dryRun, KeyedAnswers.keys(request)),
                new NdjsonLines<>(BulkLine::of));
    }
}
