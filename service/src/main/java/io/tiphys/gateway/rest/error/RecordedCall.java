package io.tiphys.gateway.rest.error;

import io.micronaut.http.HttpRequest;
import io.tiphys.gateway.server.call.ApiCall;
import io.tiphys.gateway.server.micronaut.MicronautService;
import java.util.Optional;

/** The recorded call of a request. */
public final class RecordedCall {
    private RecordedCall() {}

    /** The call of a request that the server received from a caller. */
    public static ApiCall of(HttpRequest<?> request) {
        return find(request)
                .orElseThrow(() -> new IllegalStateException("the request did not come through the server"));
    }

    /** The call; empty for a probe's request to the management port. */
    public static Optional<ApiCall> find(HttpRequest<?> request) {
        return request.getAttribute(MicronautService.CALL, ApiCall.class);
    }
}
