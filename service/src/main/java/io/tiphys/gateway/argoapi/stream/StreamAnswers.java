package io.tiphys.gateway.argoapi.stream;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.argoapi.call.ArgoApiConfiguration;
import io.tiphys.gateway.argoapi.call.ArgoApiErrors;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.lifecycle.log.LogEntry;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.EventStream.End;
import io.tiphys.gateway.lifecycle.stream.EventStream.Item;
import io.tiphys.gateway.lifecycle.stream.EventStream.Silence;
import io.tiphys.gateway.lifecycle.stream.WatchEvent;
import io.tiphys.gateway.server.call.ApiKind;
import io.tiphys.gateway.server.call.ProblemAnswers;
import io.tiphys.gateway.tracing.TraceContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Sends a pulled stream to a client of Argo, in the format that the client requested. Events are pulled only as fast as the
 * transport accepts them: a slow reader blocks one virtual thread and buffers one event. Thread-safe.
 */
@Singleton
final class StreamAnswers {
    /** Reasons that end a stream but not the workflow's watch itself: the client reopens it. */
    private static final Set<ErrorReason> GOES_ON =
            EnumSet.of(ErrorReason.READER_TOO_SLOW, ErrorReason.GATEWAY_STOPPING);

    private final ProblemAnswers problems;
    private final Duration longest;

    StreamAnswers(ProblemAnswers problems, ArgoApiConfiguration configuration) {
        this.problems = problems;
        this.longest = configuration.maxStreamTime();
    }

    /** The response of a log. */
    HttpResponse of(ArgoApiCall call, EventStream<LogEntry> lines) {
        return of(call, lines, LogEntry::payload, EnumSet.noneOf(ErrorReason.class));
    }

    /** The response of a watch, which clients reopen without losing events. */
    HttpResponse ofWatch(ArgoApiCall call, EventStream<WatchEvent> events) {
        return of(call, events, WatchEvent::payload, GOES_ON);
    }

    private <T> HttpResponse of(
            ArgoApiCall call, EventStream<T> events, Function<T, byte[]> payload, Set<ErrorReason> cutting) {
        HttpResponseWriter writer = HttpResponse.streaming();
        StreamFraming framing = StreamFraming.of(call);
        call.recorded().stream();
        writer.whenComplete().whenComplete((done, failure) -> events.close());
        writer.write(framing.head());
        Thread.ofVirtual()
                .name("argo-api-stream")
                .start(TraceContext.carrying(() -> carry(call, events, payload, cutting, framing, writer)));
        return writer;
    }

    private <T> void carry(
            ArgoApiCall call,
            EventStream<T> events,
            Function<T, byte[]> payload,
            Set<ErrorReason> cutting,
            StreamFraming framing,
            HttpResponseWriter writer) {
        Duration heartbeat = call.answeredBy().orElseThrow().limits().streamHeartbeat();
        long end = System.nanoTime() + longest.toNanos();
        try (events) {
            while (writer.isOpen() && System.nanoTime() - end < 0) {
                switch (events.next(heartbeat)) {
                    case Item<T>(T value) -> write(writer, framing.event(payload.apply(value)));
                    case Silence<T> ignored -> write(writer, framing.heartbeat());
                    case End<T> ignored -> end = System.nanoTime();
                }
            }
            framing.end(writer);
        } catch (CancellationException | CompletionException e) {
            writer.close(); // the reader is gone
        } catch (RuntimeException | Error e) {
            Problem problem = ArgoApiErrors.problem(e, call.requestId());
            call.recorded().failed(problem.reason());
            if (cutting.contains(problem.reason())) {
                framing.cut(writer, problem);
            } else {
                framing.fail(writer, problem, problems.trailers(ApiKind.ARGO, problem, call.requestId()));
            }
        }
    }

    private static void write(HttpResponseWriter writer, byte[] bytes) {
        if (bytes.length > 0 && writer.tryWrite(HttpData.wrap(bytes))) {
            writer.whenConsumed().join();
        }
    }
}
