package io.tiphys.gateway.access;

import io.tiphys.gateway.call.Deadline;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.error.ErrorKind;
import io.tiphys.gateway.error.GatewayException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first step of every call at every door: who calls, and in which environment. A caller without a token, or with one
 * that nobody accepts, learns nothing of the environments. Thread-safe.
 */
@Singleton
public final class EnvironmentEntrance {
    private final SubmissionEnvironments environments;
    private final CallerAuthenticator callers;

    public EnvironmentEntrance(SubmissionEnvironments environments, CallerAuthenticator callers) {
        this.environments = environments;
        this.callers = callers;
    }

    /**
     * Lets a known caller in.
     *
     * @param environmentName the environment; empty for the default one
     * @param authorization the value of the authorization header or metadata
     * @param callerTime how long the caller gives the call; the environment's own limit applies where it is shorter
     * @throws GatewayException with a reason of kind UNAUTHENTICATED, or ENVIRONMENT_NOT_FOUND to a caller whom some
     *     environment knows
     */
    public Admission enter(
            Optional<String> environmentName, Optional<String> authorization, Optional<Duration> callerTime) {
        BearerToken token = CallerAuthenticator.token(authorization);
        Optional<SubmissionEnvironment> found = environments.find(environmentName);
        if (found.isPresent()) {
            return admit(found.get(), token, callerTime);
        }
        enterAll(authorization, callerTime);
        throw SubmissionEnvironments.notFound(environmentName);
    }

    /**
     * Lets a caller into all environments that know it.
     *
     * @return at least one admission, ordered by the environment's name
     * @throws GatewayException of the last environment when none knows the caller
     */
    public List<Admission> enterAll(Optional<String> authorization, Optional<Duration> callerTime) {
        BearerToken token = CallerAuthenticator.token(authorization);
        List<Admission> admissions = new ArrayList<>();
        Optional<GatewayException> refusal = Optional.empty();
        for (SubmissionEnvironment environment : environments.all()) {
            try {
                admissions.add(admit(environment, token, callerTime));
            } catch (GatewayException e) {
                refusal = Optional.of(moreTelling(refusal, e));
            }
        }
        if (admissions.isEmpty()) {
            throw refusal.orElseGet(() -> SubmissionEnvironments.notFound(Optional.empty()));
        }
        return admissions;
    }

    private Admission admit(SubmissionEnvironment environment, BearerToken token, Optional<Duration> callerTime) {
        Duration limit = environment.limits().callTimeout();
        Deadline deadline = Deadline.after(limit).within(callerTime.orElse(limit));
        return new Admission(environment, callers.authenticate(environment, token, deadline), deadline);
    }

    /** A cluster that does not answer is told before one that says no: the token may be good there. */
    private static GatewayException moreTelling(Optional<GatewayException> before, GatewayException now) {
        return before.filter(e -> e.problem().reason().kind() == ErrorKind.UPSTREAM_UNAVAILABLE)
                .orElse(now);
    }
}
