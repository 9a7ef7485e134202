package io.tiphys.gateway.access;

import io.tiphys.gateway.concurrent.Deadline;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * The first step of every call at every door: who calls, and in which environment. A caller without a token, or with one
 * that nobody accepts, learns nothing of the environments. Thread-safe.
 */
@Singleton
public final class CallAuthenticator {
    /** How long a cluster has to answer when all are asked: one that hangs must not hide the others. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Executor VIRTUAL =
            task -> Thread.ofVirtual().name("entrance").start(task);

    private final SubmissionEnvironments environments;
    private final CallerAuthenticator callers;

    public CallAuthenticator(SubmissionEnvironments environments, CallerAuthenticator callers) {
        this.environments = environments;
        this.callers = callers;
    }

    /**
     * Lets a known caller in, or one with an Argo single sign-on token where it can be passed on: who that is, the Argo
     * Server has to judge.
     *
     * @param environmentName the environment; empty for the default one
     * @param authorization the value of the authorization header or metadata
     * @param callerTime how long the caller gives the call; the environment's own limit applies where it is shorter
     * @throws GatewayException with a reason of kind UNAUTHENTICATED, KUBERNETES_UNAVAILABLE, DEADLINE_EXCEEDED, or
     *     ENVIRONMENT_NOT_FOUND to a caller whom some environment knows
     */
    public CallContext enter(
            Optional<String> environmentName, Optional<String> authorization, Optional<Duration> callerTime) {
        BearerToken token = CallerAuthenticator.token(authorization);
        Optional<SubmissionEnvironment> found = environments.find(environmentName);
        if (found.isPresent()) {
            return admit(found.get(), token, deadline(found.get(), callerTime));
        }
        enterAll(authorization, callerTime);
        throw SubmissionEnvironments.notFound(environmentName);
    }

    /**
     * Requires a token of a call before it is known which environment the call is for. Where there is one environment the token
     * is reviewed as by {@link #enter}; where there are several it is shown to none of their clusters yet, and has to look like
     * a token.
     *
     * @throws GatewayException as {@link #enter} does
     */
    public void requireToken(Optional<String> authorization, Optional<Duration> callerTime) {
        BearerToken token = CallerAuthenticator.token(authorization);
        if (reviewsEarly()) {
            SubmissionEnvironment only = environments.all().getFirst();
            admit(only, token, deadline(only, callerTime));
        }
    }

    /** Whether {@link #requireToken} reviews tokens. */
    public boolean reviewsEarly() {
        return environments.all().size() == 1;
    }

    /**
     * Lets a caller into all environments whose clusters know it. An Argo single sign-on token opens none: anybody could
     * have written it. A cluster that does not answer within five seconds is left out.
     *
     * @return at least one admission, ordered by the environment's name
     * @throws GatewayException when no environment knows the caller: of a cluster that gave no answer if there is one,
     *     for the token may be good there
     */
    public List<CallContext> enterAll(Optional<String> authorization, Optional<Duration> callerTime) {
        BearerToken token = CallerAuthenticator.token(authorization);
        if (token.isArgoSingleSignOn()) {
            throw CallerAuthenticator.onlyArgoKnows();
        }
        List<CompletableFuture<CallContext>> entering = environments.all().stream()
                .map(environment -> entering(environment, token, deadline(environment, callerTime)))
                .toList();
        Deadline patience = Deadline.after(PATIENCE).within(callerTime.orElse(PATIENCE));
        List<CallContext> admissions = new ArrayList<>();
        List<GatewayException> refusals = new ArrayList<>();
        for (CompletableFuture<CallContext> one : entering) {
            try {
                admissions.add(patience.await(one));
            } catch (GatewayException e) {
                refusals.add(e);
            }
        }
        if (admissions.isEmpty()) {
            throw mostTelling(refusals);
        }
        return admissions;
    }

    /**
     * Establishes again who holds an admission, and gives it time for another call to an upstream.
     *
     * @throws GatewayException as {@link #enter} does
     */
    public CallContext again(CallContext admission) {
        SubmissionEnvironment environment = admission.environment();
        return admit(environment, admission.caller().token(), deadline(environment, Optional.empty()));
    }

    private CompletableFuture<CallContext> entering(
            SubmissionEnvironment environment, BearerToken token, Deadline deadline) {
        return CompletableFuture.supplyAsync(() -> admit(environment, token, deadline), VIRTUAL);
    }

    private CallContext admit(SubmissionEnvironment environment, BearerToken token, Deadline deadline) {
        return new CallContext(environment, callers.authenticate(environment, token, deadline), deadline);
    }

    private static Deadline deadline(SubmissionEnvironment environment, Optional<Duration> callerTime) {
        Duration limit = environment.limits().callTimeout();
        return Deadline.after(limit).within(callerTime.orElse(limit));
    }

    private static GatewayException mostTelling(List<GatewayException> refusals) {
        return refusals.stream()
                .filter(refusal -> refusal.problem().reason().kind() != ErrorKind.UNAUTHENTICATED)
                .findFirst()
                .or(() -> refusals.stream().findFirst())
                .orElseGet(() -> SubmissionEnvironments.notFound(Optional.empty()));
    }
}
