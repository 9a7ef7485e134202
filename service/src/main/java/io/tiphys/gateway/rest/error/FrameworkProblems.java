package io.tiphys.gateway.rest.error;

import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Maps the framework's own errors to problems: the framework calls this class for every error without a specific handler.
 * The framework's texts are not used, because they repeat the caller's input and contain class names.
 */
@Singleton
final class FrameworkProblems implements ErrorResponseProcessor<Object> {
    @Override
    @SuppressWarnings("unchecked")
    public MutableHttpResponse<Object> processResponse(ErrorContext context, MutableHttpResponse<?> begun) {
        HttpRequest<?> request = context.getRequest();
        if (request.getMethod() == HttpMethod.OPTIONS && begun.code() == 405) {
            return options(begun);
        }
        Throwable cause = context.getRootCause().orElse(null);
        MutableHttpResponse<?> response = ProblemWriter.write(request, problem(begun.code(), cause), cause);
        String allow = begun.getHeaders().get(HttpHeaders.ALLOW);
        if (allow != null) {
            response.header(
                    HttpHeaders.ALLOW, String.join(", ", begun.getHeaders().getAll(HttpHeaders.ALLOW)));
        }
        return (MutableHttpResponse<Object>) response;
    }

    /** An OPTIONS request is not an error. */
    private static MutableHttpResponse<Object> options(MutableHttpResponse<?> begun) {
        String allowed = String.join(", ", begun.getHeaders().getAll(HttpHeaders.ALLOW));
        return HttpResponse.noContent().header(HttpHeaders.ALLOW, allowed + ", OPTIONS");
    }

    private static Problem problem(int status, @Nullable Throwable cause) {
        return switch (cause) {
            case GatewayException known -> known.problem();
            case ConversionErrorException conversion -> parameter("parameter-value", conversion.getArgument());
            case UnsatisfiedRouteException missing -> parameter("parameter-missing", missing.getArgument());
            case null, default -> ofStatus(status);
        };
    }

    private static Problem parameter(String rule, Argument<?> argument) {
        String message = rule.equals("parameter-missing")
                ? "This parameter is missing."
                : "The value is not valid: expected " + ParameterTypes.phrase(argument.getType()) + ".";
        return Problem.of(ErrorReason.REQUEST_INVALID, "The parameter '" + argument.getName() + "' cannot be used.")
                .withViolations(List.of(Violation.ofParameter(rule, argument.getName(), message)));
    }

    private static Problem ofStatus(int status) {
        return switch (status) {
            case 404 -> Problem.of(ErrorReason.ROUTE_NOT_FOUND, "This path does not exist.");
            case 405 ->
                Problem.of(ErrorReason.METHOD_NOT_ALLOWED, "The path exists; header 'Allow' lists its methods.");
            case 406 -> acceptable();
            case 413 ->
                Problem.of(
                        ErrorReason.REQUEST_TOO_LARGE, "The body is too large; a workflow must be smaller than 1 MiB.");
            case 415 ->
                Problem.of(ErrorReason.MEDIA_TYPE_UNSUPPORTED, "The media type of the body is not supported here.");
            default ->
                status >= 400 && status < 500
                        ? Problem.of(ErrorReason.REQUEST_INVALID, "The request is not valid.")
                        : Problem.of(ErrorReason.INTERNAL, ErrorReason.INTERNAL.meaning());
        };
    }

    private static Problem acceptable() {
        return Problem.of(ErrorReason.REQUEST_INVALID, "Header 'Accept' excludes every media type of the response.")
                .withViolations(List.of(Violation.ofParameter(
                        "not-acceptable",
                        HttpHeaders.ACCEPT,
                        "Responses are application/json, streams text/event-stream; log lines also text/plain.")));
    }
}
