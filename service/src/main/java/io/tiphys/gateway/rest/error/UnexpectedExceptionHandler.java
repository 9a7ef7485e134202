package io.tiphys.gateway.rest.error;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.Problem;
import jakarta.inject.Singleton;

/** Answers what nobody foresaw with a fixed sentence; the framework's own handlers of narrower exceptions go before. */
@Singleton
final class UnexpectedExceptionHandler implements ExceptionHandler<Throwable, HttpResponse<?>> {
    @Override
    public HttpResponse<?> handle(@SuppressWarnings("rawtypes") HttpRequest request, Throwable failure) {
        return ProblemWriter.write(request, Problem.of(ErrorReason.INTERNAL, ErrorReason.INTERNAL.meaning()), failure);
    }
}
