package io.tiphys.gateway.server;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ShuttingDownException;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.tiphys.gateway.error.ErrorReason;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what no door gets to see: a request that is no HTTP, is too long in its first line or headers, or met a fault of
 * the front door itself. The form is the one that both faces' clients read: {@code code}, {@code message} and a reason.
 * Never tells what the request held.
 */
final class TransportErrors implements ServerErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(TransportErrors.class);

    /** What the sender of a request is told that stood still. */
    static final String STOOD_STILL = "The request stood still for too long; send it again as a whole.";

    private static final Map<Integer, String> MESSAGES = Map.of(
            400, "The request is not valid HTTP.",
            404, "There is nothing at this address.",
            405, "The method is not allowed here.",
            408, STOOD_STILL,
            413, "The request is too large.",
            414, "The first line of the request is too long.",
            429, "As many requests as there may be without a token are under way.",
            431, "The headers of the request are too large.",
            500, "The gateway failed.",
            503, "The gateway was stopped before the call had ended; it may have been carried out.");

    @Override
    public HttpResponse onServiceException(ServiceRequestContext context, Throwable cause) {
        HttpStatus status = HttpStatus.INTERNAL_SERVER_ERROR;
        if (cause instanceof HttpStatusException known) {
            status = known.httpStatus();
        } else if (cause instanceof ShuttingDownException) {
            status = HttpStatus.SERVICE_UNAVAILABLE;
        } else if (Exceptions.isStreamCancelling(cause) || Exceptions.isExpected(cause)) {
            LOG.debug("the caller of a request went away: {}", cause.toString());
        } else {
            LOG.error("a request failed in the front door", cause);
        }
        return body(status).toHttpResponse();
    }

    @Override
    public AggregatedHttpResponse onProtocolViolation(
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        LOG.debug("a request is not valid HTTP: {}", description);
        return body(status);
    }

    @Override
    public AggregatedHttpResponse renderStatus(
            @Nullable ServiceRequestContext context,
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus status,
            @Nullable String description,
            @Nullable Throwable cause) {
        return body(status);
    }

    /** The answer of a status. */
    static AggregatedHttpResponse body(HttpStatus status) {
        String message = MESSAGES.getOrDefault(status.code(), status.reasonPhrase());
        String json = "{\"code\":" + grpcCode(status) + ",\"message\":\"" + message + "\",\"reason\":\""
                + reason(status) + "\",\"domain\":\"tiphys.io\"}";
        return AggregatedHttpResponse.of(
                ResponseHeaders.of(status, HttpHeaderNames.CONTENT_TYPE, MediaType.JSON),
                HttpData.wrap(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static ErrorReason reason(HttpStatus status) {
        return switch (status.code()) {
            case 404 -> ErrorReason.ROUTE_NOT_FOUND;
            case 429 -> ErrorReason.TOO_MANY_CALLS;
            case 500 -> ErrorReason.INTERNAL;
            case 503 -> ErrorReason.OUTCOME_UNKNOWN;
            default -> ErrorReason.REQUEST_INVALID;
        };
    }

    private static int grpcCode(HttpStatus status) {
        return switch (status.code()) {
            case 429 -> 8;
            case 500 -> 13;
            case 503 -> 14;
            default -> 3;
        };
    }
}
