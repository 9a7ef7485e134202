package io.tiphys.gateway.rest.error;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.tiphys.gateway.error.ErrorKind;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.rest.model.AnswerJson;
import io.tiphys.gateway.server.call.ProblemAnswers;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer of errors of the Tiphys API over HTTP. The cause of a failure is logged under the instance id of the
 * response, and is never part of the response.
 */
public final class ProblemWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemWriter.class);
    private static final String DOMAIN = "tiphys.io";
    private static final String CHALLENGE = "Bearer realm=\"tiphys\"";

    private ProblemWriter() {}

    /**
     * The response for a problem.
     *
     * @param cause for the log
     */
    static MutableHttpResponse<?> write(HttpRequest<?> request, Problem problem, @Nullable Throwable cause) {
        ProblemDocument document = document(problem, cause);
        MutableHttpResponse<byte[]> response =
                HttpResponse.<byte[]>ok().status(document.status(), null).contentType(ProblemDocument.MEDIA_TYPE);
        RecordedCall.find(request).ifPresent(call -> call.failed(problem.reason()));
        problem.retryAfter().ifPresent(wait -> response.header(HttpHeaders.RETRY_AFTER, ProblemAnswers.seconds(wait)));
        if (problem.reason().kind() == ErrorKind.UNAUTHENTICATED) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, challenge(problem.reason()));
        }
        return request.getMethod() == HttpMethod.HEAD ? response : response.body(AnswerJson.write(document));
    }

    /** The document of a problem. A stream that breaks sends the document long after its status. */
    public static ProblemDocument document(Problem problem, @Nullable Throwable cause) {
        String instance = "urn:uuid:" + UUID.randomUUID();
        log(problem, instance, cause);
        ErrorReason reason = problem.reason();
        return new ProblemDocument(
                "/docs/errors#" + reason.name(),
                reason.title(),
                reason.kind().httpStatus(),
                problem.detail(),
                instance,
                reason,
                DOMAIN,
                reason.retryable(),
                problem.violations().stream().map(ViolationDocument::of).toList(),
                problem.metadata(),
                problem.manifest().orElse(null));
    }

    /** An internal fault is logged with its stack trace; an expected problem only at debug level. */
    private static void log(Problem problem, String instance, @Nullable Throwable cause) {
        switch (problem.reason().kind()) {
            case INTERNAL -> LOG.error("{} {}", instance, problem.reason(), cause);
            case UPSTREAM_BROKEN -> LOG.warn("{} {}: {}", instance, problem.reason(), problem.detail(), cause);
            default -> LOG.debug("{} {}: {}", instance, problem.reason(), problem.detail(), cause);
        }
    }

    /** RFC 6750 section 3: an error code only if a bearer token was sent and is invalid. */
    private static String challenge(ErrorReason reason) {
        return switch (reason) {
            case TOKEN_INVALID, TOKEN_REFUSED_BY_ARGO -> CHALLENGE + ", error=\"invalid_token\"";
            default -> CHALLENGE;
        };
    }
}
