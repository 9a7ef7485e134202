package io.tiphys.gateway.server.call;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpHeadersBuilder;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import io.tiphys.gateway.error.ErrorKind;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.grpcwire.GrpcTrailers;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a problem in the error format of the called API: a problem document, the format of Argo's clients, or a gRPC
 * status. Used for calls that are rejected before an API sees them, or aborted before an API answers. Thread-safe.
 */
@Singleton
public final class ProblemAnswers {
    private static final String GRPC_TYPE = "application/grpc";
    private static final String CHALLENGE = "Bearer realm=\"tiphys\"";

    private final GrpcProblems statuses;
    private final Map<ApiKind, ProblemBodies> bodies = new EnumMap<>(ApiKind.class);

    public ProblemAnswers(GrpcProblems statuses, List<ProblemBodies> bodies) {
        this.statuses = statuses;
        bodies.forEach(one -> this.bodies.put(one.api(), one));
    }

    /** The response to a call; the record of the call gets the reason. */
    public AggregatedHttpResponse answer(ApiCall call, Problem problem) {
        call.failed(problem.reason());
        return answer(call.protocol(), problem, call.requestId());
    }

    /**
     * The response to a request.
     *
     * @param requestId the id of the call; empty if there is none
     */
    public AggregatedHttpResponse answer(CallProtocol protocol, Problem problem, String requestId) {
        return protocol.grpc() ? overGrpc(protocol.api(), problem, requestId) : overHttp(protocol.api(), problem);
    }

    /** A response that consists of trailers alone. */
    private AggregatedHttpResponse overGrpc(ApiKind api, Problem problem, String requestId) {
        return AggregatedHttpResponse.of(ResponseHeaders.builder(HttpStatus.OK)
                .add(HttpHeaderNames.CONTENT_TYPE, GRPC_TYPE)
                .add(trailers(api, problem, requestId))
                .endOfStream(true)
                .build());
    }

    /** The trailers with the failure of a gRPC call. */
    public HttpHeaders trailers(ApiKind api, Problem problem, String requestId) {
        ProblemBodies writer = bodies.get(api);
        GrpcProblems.GrpcStatus status = statuses.write(writer == null ? problem : writer.overGrpc(problem), requestId);
        HttpHeadersBuilder trailers = HttpHeaders.builder()
                .add(GrpcTrailers.STATUS, Integer.toString(status.code()))
                .add(GrpcTrailers.MESSAGE, percentEncoded(status.message()))
                .add(
                        "grpc-status-details-bin",
                        Base64.getEncoder().withoutPadding().encodeToString(status.details()));
        return trailers.build();
    }

    private AggregatedHttpResponse overHttp(ApiKind api, Problem problem) {
        ProblemBodies writer = bodies.get(api);
        if (writer == null) {
            throw new IllegalStateException("there is no writer for the errors of " + api);
        }
        ResponseHeadersBuilder headers = ResponseHeaders.builder(writer.status(problem))
                .add(HttpHeaderNames.CONTENT_TYPE, writer.mediaType())
                .add(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .add(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff");
        problem.retryAfter().ifPresent(wait -> headers.add(HttpHeaderNames.RETRY_AFTER, seconds(wait)));
        if (problem.reason().kind() == ErrorKind.UNAUTHENTICATED) {
            headers.add(HttpHeaderNames.WWW_AUTHENTICATE, CHALLENGE);
        }
        return AggregatedHttpResponse.of(headers.build(), HttpData.wrap(writer.body(problem)));
    }

    /** Whole seconds (RFC 9110 section 10.2.3), rounded up so that no caller retries too early. */
    public static String seconds(Duration wait) {
        return Long.toString(Math.max(1, wait.plusNanos(999_999_999).toSeconds()));
    }

    /** The encoding of {@code grpc-message} (gRPC over HTTP/2, "Percent-Encoded"). */
    public static String percentEncoded(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet >= ' ' && octet <= '~' && octet != '%') {
                encoded.append((char) octet);
            } else {
                encoded.append(String.format("%%%02X", octet));
            }
        }
        return encoded.toString();
    }
}
