package io.tiphys.gateway.rest;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.tiphys.gateway.idempotency.key.GivenKeys;
import io.tiphys.gateway.idempotency.key.IdempotencyKey;

/** The idempotency key of a request, and the mark of a response that is a replay. */
public final class KeyedAnswers {
    private KeyedAnswers() {}

    /**
     * The keys in the headers of a request.
     *
     * @throws io.tiphys.gateway.error.GatewayException as {@link GivenKeys#withHeader} does
     */
    public static GivenKeys keys(HttpRequest<?> request) {
        return GivenKeys.NONE.withHeader(request.getHeaders().getAll(IdempotencyKey.HEADER));
    }

    static <B> MutableHttpResponse<B> marked(MutableHttpResponse<B> answer, boolean replayed) {
        return replayed ? answer.header(IdempotencyKey.REPLAYED, "true") : answer;
    }
}
