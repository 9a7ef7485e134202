package io.tiphys.gateway.server;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.ResponseHeaders;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.observability.RequestIds;
import io.tiphys.gateway.server.GrpcProblems.GrpcStatus;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Answers gRPC calls that no gRPC server of this process answers. Thread-safe. */
@Singleton
public final class GrpcRefusals {
    private final GrpcProblems problems;

    GrpcRefusals(GrpcProblems problems) {
        this.problems = problems;
    }

    /** An answer of trailers alone. */
    public HttpResponse answer(Problem problem, String requestId) {
        return HttpResponse.of(ResponseHeaders.builder(200)
                .add(HttpHeaderNames.CONTENT_TYPE, "application/grpc")
                .add(RequestIds.HEADER, requestId)
                .add(trailers(problem, requestId))
                .endOfStream(true)
                .build());
    }

    /** The trailers that say why a call failed. */
    public HttpHeaders trailers(Problem problem, String requestId) {
        GrpcStatus status = problems.write(problem, requestId);
        return HttpHeaders.builder()
                .add("grpc-status", Integer.toString(status.code()))
                .add("grpc-message", percentEncoded(status.message()))
                .add(
                        "grpc-status-details-bin",
                        Base64.getEncoder().withoutPadding().encodeToString(status.details()))
                .build();
    }

    /** As gRPC's {@code grpc-message} wants it (gRPC over HTTP/2, "Percent-Encoded"). */
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
