package io.tiphys.gateway.server.connection;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ShuttingDownException;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.server.call.ApiKind;
import io.tiphys.gateway.server.call.CallEntry;
import io.tiphys.gateway.server.call.CallProtocol;
import io.tiphys.gateway.server.call.ProblemAnswers;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests that no API answers: a request that is not HTTP or exceeds a limit of its first line or headers, a call
 * aborted by a stop, a fault of the server. The response has the error format of the called API if that is known, otherwise
 * the format of Argo's clients. The response never repeats the request. Thread-safe.
 */
@Singleton
public final class TransportErrors implements ServerErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(TransportErrors.class);

    /** The problem for the sender of a stalled request. */
    public static final Problem STALLED =
            Problem.of(ErrorReason.REQUEST_STALLED, "The request stood still for too long; send it again as a whole.");

    private static final Problem CUT = Problem.of(
            ErrorReason.OUTCOME_UNKNOWN,
            "The gateway was stopped before the call had ended; it may have been carried out.");

    /** CONNECT and TRACE are for proxies; every other method belongs to some API. */
    private static final String ALLOWED = Set.of(
                    HttpMethod.GET,
                    HttpMethod.HEAD,
                    HttpMethod.POST,
                    HttpMethod.PUT,
                    HttpMethod.PATCH,
                    HttpMethod.DELETE,
                    HttpMethod.OPTIONS)
            .stream()
            .map(HttpMethod::name)
            .sorted()
            .collect(Collectors.joining(", "));

    private static final Map<Integer, Problem> PROBLEMS = Map.of(
            404, Problem.of(ErrorReason.ROUTE_NOT_FOUND, "There is nothing at this address."),
            405, Problem.of(ErrorReason.METHOD_NOT_ALLOWED, "No API of the gateway has this method."),
            408, STALLED,
            413, Problem.of(ErrorReason.REQUEST_TOO_LARGE, "The request is too large."),
            414, Problem.of(ErrorReason.REQUEST_LINE_TOO_LONG, "The first line of the request is too long."),
            431, Problem.of(ErrorReason.REQUEST_HEADERS_TOO_LARGE, "The headers of the request are too large."),
            503, CUT);

    private final ProblemAnswers answers;

    TransportErrors(ProblemAnswers answers) {
        this.answers = answers;
    }

    @Override
    public HttpResponse onServiceException(ServiceRequestContext context, Throwable cause) {
        Problem problem = problem(cause);
        AggregatedHttpResponse answer = CallEntry.find(context)
                .map(call -> answers.answer(call, problem))
                .orElseGet(() -> answers.answer(protocol(context.request().headers()), problem, ""));
        return with405(problem, answer).toHttpResponse();
    }

    private static Problem problem(Throwable cause) {
        if (cause instanceof GatewayException known) {
            return known.problem();
        }
        if (cause instanceof HttpStatusException known) {
            return problem(known.httpStatus(), null);
        }
        if (cause instanceof ShuttingDownException) {
            return CUT;
        }
        if (Exceptions.isStreamCancelling(cause) || Exceptions.isExpected(cause)) {
            LOG.debug("the caller of a request went away: {}", cause.toString());
            return Problem.of(ErrorReason.CANCELLED, "The caller went away before the call had ended.");
        }
        LOG.error("a request failed in the server", cause);
        return Problem.of(ErrorReason.INTERNAL, ErrorReason.INTERNAL.meaning());
    }

    private static Problem problem(HttpStatus status, @Nullable String description) {
        Problem known = PROBLEMS.get(status.code());
        if (known != null) {
            return known;
        }
        return status.code() < 500
                ? Problem.of(ErrorReason.REQUEST_INVALID, "The request is not valid HTTP." + detail(description))
                : Problem.of(ErrorReason.INTERNAL, ErrorReason.INTERNAL.meaning());
    }

    /** The cause, as far as the library's description states it without repeating the request. */
    private static String detail(@Nullable String description) {
        return "Invalid request path".equals(description)
                ? " The path has an invalid part: a wrong percent-encoding, a NUL, or a step above its root."
                : "";
    }

    /** The response to a stalled HTTP/1 head. */
    AggregatedHttpResponse stalled() {
        return answers.answer(protocol(null), STALLED, "");
    }

    @Override
    public AggregatedHttpResponse onProtocolViolation(
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        LOG.debug("a request is not valid HTTP: {}", description);
        Problem problem = cause instanceof RequestFault fault ? fault.problem() : problem(status, description);
        return with405(problem, answers.answer(protocol(headers), problem, ""));
    }

    @Override
    public AggregatedHttpResponse renderStatus(
            @Nullable ServiceRequestContext context,
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        Problem problem = problem(status, description);
        return with405(problem, answers.answer(protocol(headers), problem, ""));
    }

    /**
     * The API and protocol of a request; gRPC if the content type indicates it, because only HTTP/2 clients send that type.
     */
    private static CallProtocol protocol(@Nullable RequestHeaders headers) {
        return headers == null
                ? new CallProtocol(ApiKind.ARGO, false)
                : CallProtocol.of(headers.path().split("\\?", 2)[0], headers, true);
    }

    /** Replaces the API's own code: a method that no API has is rejected with HTTP's 405. */
    private static AggregatedHttpResponse with405(Problem problem, AggregatedHttpResponse answer) {
        if (problem.reason() != ErrorReason.METHOD_NOT_ALLOWED) {
            return answer;
        }
        ResponseHeaders headers = answer.headers().toBuilder()
                .status(HttpStatus.METHOD_NOT_ALLOWED)
                .add(HttpHeaderNames.ALLOW, ALLOWED)
                .build();
        return AggregatedHttpResponse.of(headers, answer.content(), answer.trailers());
    }
}
