package io.tiphys.gateway.rest.error;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.Problem;
import jakarta.inject.Singleton;
import java.io.EOFException;

/** The port says so when a caller goes away in the middle of a body, which is no fault of the gateway's. */
@Singleton
final class UnfinishedBodyHandler implements ExceptionHandler<EOFException, HttpResponse<?>> {
    @Override
    public HttpResponse<?> handle(@SuppressWarnings("rawtypes") HttpRequest request, EOFException failure) {
        Problem problem =
                Problem.of(ErrorReason.CANCELLED, "The caller closed the connection before the request was complete.");
        return ProblemWriter.write(request, problem, failure);
    }
}
