package io.tiphys.gateway.rest.error;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.Problem;
import jakarta.inject.Singleton;
import java.io.EOFException;

/** Answers a body that the caller did not finish. The server reports this failure, which is not a fault of the gateway. */
@Singleton
final class UnfinishedBodyHandler implements ExceptionHandler<EOFException, HttpResponse<?>> {
    @Override
    public HttpResponse<?> handle(@SuppressWarnings("rawtypes") HttpRequest request, EOFException failure) {
        Problem problem =
                Problem.of(ErrorReason.CANCELLED, "The caller closed the connection before the request was complete.");
        return ProblemWriter.write(request, problem, failure);
    }
}
