package io.tiphys.gateway.grpc.bridge;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpHeadersBuilder;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.grpc.status.StatusWriter;
import io.tiphys.gateway.grpcwire.GrpcTrailers;
import io.tiphys.gateway.server.body.ResponsePieces;
import io.tiphys.gateway.server.call.ApiCall;
import io.tiphys.gateway.server.call.ProblemAnswers;
import java.util.function.IntConsumer;

/** Writes the response of a call to its caller. The response ends once; later parts are dropped. Thread-safe. */
final class BridgedAnswer {
    /** The number of bytes that may wait for a slow reader; the last message may exceed this limit. */
    private static final int WINDOW = 64 * 1024;

    private final HttpResponseWriter response = HttpResponse.streaming();
    private final String contentType;
    private final ApiCall call;
    private boolean begun;
    private boolean ended;
    private int written;
    private int heldBack;

    BridgedAnswer(String contentType, ApiCall call) {
        this.contentType = contentType;
        this.call = call;
    }

    /** The response for the caller; fails when the caller disconnects. */
    HttpResponse response() {
        return response;
    }

    synchronized void begin(Metadata metadata) {
        if (!begun && !ended) {
            begun = true;
            ResponseHeadersBuilder headers = headers();
            MetadataHeaders.write(metadata, headers);
            send(headers.build());
        }
    }

    /**
     * Writes a message.
     *
     * @param frame with its prefix
     * @param more accepts the number of further messages that may follow, now or once the caller has read
     */
    void write(byte[] frame, IntConsumer more) {
        if (hasRoomAfter(frame, more)) {
            more.accept(1);
        }
    }

    private synchronized boolean hasRoomAfter(byte[] frame, IntConsumer more) {
        ResponsePieces.of(frame).forEach(this::send);
        written += frame.length;
        if (written < WINDOW) {
            return true;
        }
        heldBack++;
        if (heldBack == 1) {
            response.whenConsumed().thenRun(() -> more.accept(read()));
        }
        return false;
    }

    private synchronized int read() {
        int held = heldBack;
        written = 0;
        heldBack = 0;
        return held;
    }

    synchronized void end(Status status, Metadata trailers) {
        if (ended) {
            return;
        }
        ended = true;
        if (begun) {
            send(trailers(HttpHeaders.builder(), status, trailers).build());
        } else {
            send(trailersAlone(status, trailers));
        }
        response.close();
    }

    /**
     * Ends the response with a failure. The problem of a {@link GatewayException} and the status of a {@link
     * StatusRuntimeException} are written. Any other failure means that the caller is gone.
     */
    void fail(Throwable failure) {
        switch (failure) {
            case GatewayException known -> {
                call.failed(known.problem().reason());
                fail(StatusProto.toStatusRuntimeException(StatusWriter.write(known.problem(), call.requestId())));
            }
            case StatusRuntimeException known -> {
                Metadata trailers = known.getTrailers();
                end(known.getStatus(), trailers == null ? new Metadata() : trailers);
            }
            default -> abandon(failure);
        }
    }

    /** Drops parts for a caller that has disconnected. */
    private void send(HttpObject part) {
        boolean unused = response.tryWrite(part);
    }

    private synchronized void abandon(Throwable failure) {
        ended = true;
        response.close(failure);
    }

    private ResponseHeaders trailersAlone(Status status, Metadata trailers) {
        ResponseHeadersBuilder headers = headers();
        trailers(headers, status, trailers);
        return headers.endOfStream(true).build();
    }

    private ResponseHeadersBuilder headers() {
        return ResponseHeaders.builder(HttpStatus.OK).add(HttpHeaderNames.CONTENT_TYPE, contentType);
    }

    private static HttpHeadersBuilder trailers(HttpHeadersBuilder headers, Status status, Metadata trailers) {
        headers.add(GrpcTrailers.STATUS, Integer.toString(status.getCode().value()));
        String description = status.getDescription();
        if (description != null) {
            headers.add(GrpcTrailers.MESSAGE, ProblemAnswers.percentEncoded(description));
        }
        MetadataHeaders.write(trailers, headers);
        return headers;
    }
}
