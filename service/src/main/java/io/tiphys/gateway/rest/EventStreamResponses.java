package io.tiphys.gateway.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.tiphys.gateway.access.Admission;
import io.tiphys.gateway.lifecycle.EventStream;
import io.tiphys.gateway.lifecycle.LogLine;
import io.tiphys.gateway.lifecycle.WorkflowChange;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;

/** stub, replaced below */
@Singleton
final class EventStreamResponses {
    HttpResponse<Publisher<byte[]>> changes(Admission admission, EventStream<WorkflowChange> stream) {
        throw new UnsupportedOperationException();
    }

    HttpResponse<Publisher<byte[]>> lines(HttpRequest<?> request, Admission admission, EventStream<LogLine> stream) {
        throw new UnsupportedOperationException();
    }
}
