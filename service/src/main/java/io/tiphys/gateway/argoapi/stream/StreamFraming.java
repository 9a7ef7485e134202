package io.tiphys.gateway.argoapi.stream;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpHeadersBuilder;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.ResponseHeaders;
import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.argoapi.call.ArgoApiErrors;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.grpcwire.GrpcFrames;
import io.tiphys.gateway.grpcwire.GrpcTrailers;
import io.tiphys.gateway.lifecycle.stream.SlowReaders;
import java.nio.charset.StandardCharsets;

/**
 * The encoding of a stream (argo-workflows v4.0.5 and its {@code argoproj/pkg} at 65f2d47, {@code grpc/http/forwarders.go}):
 * server-sent events with a blank before the end of the line and two empty lines after it, lines of JSON, or gRPC messages.
 */
enum StreamFraming {
    EVENTS("text/event-stream", "data: {\"result\":", "} \n\n\n", ":\n"),
    LINES("application/json", "{\"result\":", "}\n", "") {
        @Override
        void cut(HttpResponseWriter writer, Problem problem) {
            fail(writer, problem, HttpHeaders.of());
        }
    },
    GRPC("application/grpc", "", "", "") {
        @Override
        byte[] event(byte[] payload) {
            return GrpcFrames.frame(payload);
        }

        @Override
        void end(HttpResponseWriter writer) {
            last(writer, HttpHeaders.of(GrpcTrailers.STATUS, "0", GrpcTrailers.MESSAGE, ""));
        }

        @Override
        void cut(HttpResponseWriter writer, Problem problem) {
            HttpHeadersBuilder trailers = HttpHeaders.builder()
                    .add(GrpcTrailers.STATUS, "0")
                    .add(GrpcTrailers.MESSAGE, "")
                    .add("tiphys-reason", problem.reason().name());
            SlowReaders.resumePlace(problem).ifPresent(place -> trailers.add("tiphys-resource-version", place));
            last(writer, trailers.build());
        }

        @Override
        void fail(HttpResponseWriter writer, Problem problem, HttpHeaders status) {
            last(writer, status);
        }
    };

    private final String contentType;
    private final byte[] before;
    private final byte[] after;
    private final byte[] heartbeat;

    StreamFraming(String contentType, String before, String after, String heartbeat) {
        this.contentType = contentType;
        this.before = before.getBytes(StandardCharsets.US_ASCII);
        this.after = after.getBytes(StandardCharsets.US_ASCII);
        this.heartbeat = heartbeat.getBytes(StandardCharsets.US_ASCII);
    }

    /** The encoding that a call requested: the Argo Server compares the whole header. */
    static StreamFraming of(ArgoApiCall call) {
        if (call.grpc()) {
            return GRPC;
        }
        return "text/event-stream".equals(call.headers().get(HttpHeaderNames.ACCEPT)) ? EVENTS : LINES;
    }

    ResponseHeaders head() {
        var head = ResponseHeaders.builder(200).add(HttpHeaderNames.CONTENT_TYPE, contentType);
        if (this == EVENTS) {
            head.add(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff");
        }
        return head.build();
    }

    byte[] event(byte[] payload) {
        byte[] event = new byte[before.length + payload.length + after.length];
        System.arraycopy(before, 0, event, 0, before.length);
        System.arraycopy(payload, 0, event, before.length, payload.length);
        System.arraycopy(after, 0, event, before.length + payload.length, after.length);
        return event;
    }

    byte[] heartbeat() {
        return heartbeat;
    }

    void end(HttpResponseWriter writer) {
        writer.close();
    }

    /**
     * Ends a healthy watch so that Argo's clients reopen it. The command line reopens a watch only after an end without an
     * error. It treats anything longer than five bytes that is not an event as a broken one (argo-workflows v4.0.5, {@code
     * cmd/argo/commands/common/watch.go}, {@code pkg/apiclient/http1}).
     */
    void cut(HttpResponseWriter writer, Problem problem) {
        end(writer);
    }

    /** Ends a stream that has begun with the reason of the failure. */
    void fail(HttpResponseWriter writer, Problem problem, HttpHeaders status) {
        String error = "{\"error\":" + ArgoApiErrors.streamError(problem) + "}";
        last(writer, HttpData.ofUtf8(this == EVENTS ? "data: " + error + " \n\n" : error));
    }

    /** Writes the end of a stream, unless the reader is gone. */
    private static void last(HttpResponseWriter writer, HttpObject object) {
        if (writer.tryWrite(object)) {
            writer.close();
        }
    }
}
