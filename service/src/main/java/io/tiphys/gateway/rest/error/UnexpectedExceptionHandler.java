package io.tiphys.gateway.rest.error;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.Problem;
import jakarta.inject.Singleton;

/** Answers an unexpected failure with a fixed sentence. The framework prefers its handlers of narrower exceptions. */
@Singleton
final class UnexpectedExceptionHandler implements ExceptionHandler<Throwable, HttpResponse<?>> {
    @Override
    public HttpResponse<?> handle(@SuppressWarnings("rawtypes") HttpRequest request, Throwable failure) {
        return ProblemWriter.write(request, Problem.of(ErrorReason.INTERNAL, ErrorReason.INTERNAL.meaning()), failure);
    }
}
