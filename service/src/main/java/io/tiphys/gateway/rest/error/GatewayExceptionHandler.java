package io.tiphys.gateway.rest.error;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.tiphys.gateway.error.GatewayException;
import jakarta.inject.Singleton;

/** Answers an expected failure. */
@Singleton
final class GatewayExceptionHandler implements ExceptionHandler<GatewayException, HttpResponse<?>> {
    @Override
    public HttpResponse<?> handle(@SuppressWarnings("rawtypes") HttpRequest request, GatewayException failure) {
        return ProblemWriter.write(request, failure.problem(), failure.getCause());
    }
}
