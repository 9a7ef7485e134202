package io.tiphys.gateway.argoapi;

import io.tiphys.gateway.access.CallAuthenticator;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorKind;
import io.tiphys.gateway.error.GatewayException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Establishes who calls, from the header or from one of several cookies. Thread-safe. */
@Singleton
final class ArgoApiCallers {
    /** Of more cookies than a browser holds for one site, somebody made them up. */
    private static final int MOST_COOKIES = 5;

    private final CallAuthenticator entrance;

    ArgoApiCallers(CallAuthenticator entrance) {
        this.entrance = entrance;
    }

    /**
     * Lets the first caller in whose token is good.
     *
     * @throws GatewayException as {@link CallAuthenticator#enter} does; of several refusals the last
     */
    CallContext admit(SubmissionEnvironment environment, List<String> tokens, Optional<Duration> callerTime) {
        Optional<String> name = Optional.of(environment.name());
        if (tokens.isEmpty()) {
            return entrance.enter(name, Optional.empty(), callerTime);
        }
        for (String token : tokens.subList(0, Math.min(tokens.size(), MOST_COOKIES) - 1)) {
            try {
                return entrance.enter(name, Optional.of(token), callerTime);
            } catch (GatewayException e) {
                if (e.problem().reason().kind() != ErrorKind.UNAUTHENTICATED) {
                    throw e;
                }
            }
        }
        return entrance.enter(name, Optional.of(tokens.get(Math.min(tokens.size(), MOST_COOKIES) - 1)), callerTime);
    }
}
