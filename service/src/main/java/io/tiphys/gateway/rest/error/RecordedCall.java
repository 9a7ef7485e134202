package io.tiphys.gateway.rest.error;

import io.micronaut.http.HttpRequest;
import io.tiphys.gateway.server.call.ApiCall;
import io.tiphys.gateway.server.micronaut.MicronautService;
import java.util.Optional;

/** The call that a request is, for what becomes known of it. */
public final class RecordedCall {
    private RecordedCall() {}

    /** The call of a request that came through the server. */
    public static ApiCall of(HttpRequest<?> request) {
        return find(request)
                .orElseThrow(() -> new IllegalStateException("the request did not come through the server"));
    }

    /** The call; empty for a request that probes sent to the management port. */
    public static Optional<ApiCall> find(HttpRequest<?> request) {
        return request.getAttribute(MicronautService.CALL, ApiCall.class);
    }
}
