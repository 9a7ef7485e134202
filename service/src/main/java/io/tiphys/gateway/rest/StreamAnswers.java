package io.tiphys.gateway.rest;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.lifecycle.log.LogLine;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.WorkflowChange;
import io.tiphys.gateway.rest.call.CallerHeaders;
import io.tiphys.gateway.rest.error.RecordedCall;
import io.tiphys.gateway.rest.stream.LogLineEvent;
import io.tiphys.gateway.rest.stream.PlainLines;
import io.tiphys.gateway.rest.stream.ServerSentEvents;
import io.tiphys.gateway.rest.stream.StreamForm;
import io.tiphys.gateway.rest.stream.StreamingBody;
import io.tiphys.gateway.rest.stream.WorkflowChangeEvent;
import io.tiphys.gateway.server.call.ApiCall;
import java.time.Duration;

/** Builds the responses of open streams. */
public final class StreamAnswers {
    private StreamAnswers() {}

    /**
     * Changes of workflows as server-sent events. The id of each event is the workflow's version, so that a reader can
     * resume.
     */
    static MutableHttpResponse<StreamingBody<WorkflowChange>> changes(
            HttpRequest<?> request, CallContext callContext, EventStream<WorkflowChange> stream) {
        return answer(
                request,
                callContext,
                stream,
                new ServerSentEvents<>(
                        "change",
                        WorkflowChangeEvent::of,
                        change -> change.workflow().summary().resourceVersion()));
    }

    /** Log lines, in the format that the caller prefers. */
    static MutableHttpResponse<StreamingBody<LogLine>> lines(
            HttpRequest<?> request, CallContext callContext, EventStream<LogLine> stream) {
        return answer(
                request,
                callContext,
                stream,
                prefersPlain(request)
                        ? new PlainLines()
                        : new ServerSentEvents<>("line", LogLineEvent::of, line -> ""));
    }

    private static boolean prefersPlain(HttpRequest<?> request) {
        return request.accept().stream()
                .filter(type ->
                        type.matches(MediaType.TEXT_PLAIN_TYPE) || type.matches(MediaType.TEXT_EVENT_STREAM_TYPE))
                .findFirst()
                .filter(MediaType.TEXT_PLAIN_TYPE::equals)
                .isPresent();
    }

    /** A stream in any form. */
    public static <T> MutableHttpResponse<StreamingBody<T>> answer(
            HttpRequest<?> request, CallContext callContext, EventStream<T> stream, StreamForm<T> form) {
        Duration heartbeat = callContext.environment().limits().streamHeartbeat();
        StreamingBody<T> body = new StreamingBody<>(
                stream, form, heartbeat, CallerHeaders.callerTime(request).map(Deadline::after));
        ApiCall call = RecordedCall.of(request);
        call.stream();
        body.whenBroken(call::failed);
        return HttpResponse.ok(body)
                .contentType(form.mediaType())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Accel-Buffering", "no"); // nginx and similar proxies would otherwise buffer events
    }
}
