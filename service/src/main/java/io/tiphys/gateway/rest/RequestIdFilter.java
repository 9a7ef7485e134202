package io.tiphys.gateway.rest;

import io.micronaut.context.propagation.slf4j.MdcPropagationContext;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.tiphys.gateway.observability.MdcKeys;
import io.tiphys.gateway.observability.RequestIds;
import java.util.Map;
import java.util.Optional;

/** Gives every request its id, on every thread that works for it, and answers with it. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class RequestIdFilter implements Ordered {
    /** The request attribute that holds the id. */
    static final String REQUEST_ID = "tiphys.requestId";

    @Override
    public int getOrder() {
        return FilterOrder.REQUEST_ID;
    }

    @RequestFilter
    void identify(HttpRequest<?> request, MutablePropagatedContext context) {
        String id = RequestIds.accept(Optional.ofNullable(request.getHeaders().get(RequestIds.HEADER)));
        request.setAttribute(REQUEST_ID, id);
        context.add(new MdcPropagationContext(Map.of(MdcKeys.REQUEST_ID, id)));
    }

    @ResponseFilter
    void echo(HttpRequest<?> request, MutableHttpResponse<?> response) {
        response.header(RequestIds.HEADER, id(request));
    }

    /** The id of a request. */
    static String id(HttpRequest<?> request) {
        return request.getAttribute(REQUEST_ID, String.class).orElse("");
    }
}
