package io.tiphys.gateway.rest;

import io.micronaut.http.HttpRequest;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.rest.call.CallerHeaders;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The position at which a watch continues. */
final class ResumePlaces {
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private ResumePlaces() {}

    /**
     * The version after which a watch continues. The header overrides the parameter: a client that reconnects sends the same
     * address again, and the header holds its latest position (HTML, server-sent events).
     *
     * @throws GatewayException with REQUEST_INVALID for a value that cannot be a version
     */
    static Optional<String> resourceVersion(HttpRequest<?> request, @Nullable String parameter) {
        Optional<String> lastEvent =
                CallerHeaders.single(request, LAST_EVENT_ID).filter(version -> !version.isEmpty());
        lastEvent.ifPresent(version -> require(version, LAST_EVENT_ID));
        Optional<String> asked = WorkflowController.given(parameter);
        asked.ifPresent(version -> require(version, "resourceVersion"));
        return lastEvent.or(() -> asked);
    }

    private static void require(String version, String source) {
        if (!VERSION.matcher(version).matches()) {
            throw new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, "The resume token is not valid.")
                    .withViolations(List.of(
                            Violation.ofParameter("resource-version", source, "Not a valid resourceVersion."))));
        }
    }
}
