package io.tiphys.gateway.access;

import io.tiphys.gateway.access.caller.Caller;
import io.tiphys.gateway.access.caller.CallerAuthenticator;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.error.ErrorKind;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.tracing.TraceContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The first step of every call of every API: authenticates the caller in the environment and checks the caller's quota. A
 * caller without a valid token learns nothing of the environments. Thread-safe.
 */
@Singleton
public final class CallAuthenticator {
    /** The timeout of each cluster when all clusters are consulted: a hanging cluster must not hide the others. */
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** The maximum number of unknown tokens reviewed for one request. */
    private static final int MOST_NEW_TOKENS = 2;

    private static final Executor VIRTUAL = TraceContext.carrying(
            (Runnable task) -> Thread.ofVirtual().name("authentication").start(task));

    private final SubmissionEnvironments environments;
    private final CallerAuthenticator callers;
    private final CallQuota quota;
    private final ActingAccounts accounts;

    public CallAuthenticator(
            SubmissionEnvironments environments,
            CallerAuthenticator callers,
            CallQuota quota,
            ActingAccounts accounts) {
        this.environments = environments;
        this.callers = callers;
        this.quota = quota;
        this.accounts = accounts;
    }

    /**
     * Authenticates a caller. An Argo single sign-on token is accepted where the gateway can forward it; the Argo Server
     * must verify such a token. The call counts toward the caller's quota until the call ends.
     *
     * @param environmentName the environment; empty for the default one
     * @param authorization the value of the authorization header or metadata
     * @param callerTime the caller's timeout; the environment's own limit applies if that is shorter
     * @throws GatewayException with a reason of kind UNAUTHENTICATED, KUBERNETES_UNAVAILABLE, DEADLINE_EXCEEDED,
     *     TOO_MANY_CALLS, or ENVIRONMENT_NOT_FOUND to a caller that some environment knows
     */
    public CallContext authenticate(
            Optional<String> environmentName,
            Optional<String> authorization,
            Optional<Duration> callerTime,
            CallOrigin origin) {
        BearerToken token = CallerAuthenticator.token(authorization);
        Optional<SubmissionEnvironment> found = environments.find(environmentName);
        if (found.isPresent()) {
            CallContext known = establish(found.get(), token, deadline(found.get(), callerTime), origin.address());
            origin.observer().environment(known);
            return counted(known, origin);
        }
        List<String> accessible = authenticateAll(authorization, callerTime, origin).stream()
                .map(callContext -> callContext.environment().name())
                .toList();
        throw SubmissionEnvironments.notFound(environmentName, accessible);
    }

    /**
     * Requires a token before the environment of the call is known. With a single environment the token is reviewed as by
     * {@link #authenticate}. With several environments the token is not yet sent to any cluster, but must be well-formed.
     *
     * @param address the network of the caller
     * @throws GatewayException as {@link #authenticate} does
     */
    public void requireToken(Optional<String> authorization, Optional<Duration> callerTime, String address) {
        BearerToken token = CallerAuthenticator.token(authorization);
        if (reviewsEarly()) {
            SubmissionEnvironment only = environments.all().getFirst();
            establish(only, token, deadline(only, callerTime), address);
        }
    }

    /** Whether {@link #requireToken} reviews tokens. */
    public boolean reviewsEarly() {
        return environments.all().size() == 1;
    }

    /**
     * Authenticates with the first valid token of several: a browser may send several cookies. Tokens that were accepted
     * before are tried first, and at most two of the others.
     *
     * @param authorizations values as of an authorization header
     * @throws GatewayException as {@link #authenticate} does; of several refusals the last
     */
    public CallContext enterWithAny(
            Optional<String> environmentName,
            List<String> authorizations,
            Optional<Duration> callerTime,
            CallOrigin origin) {
        List<String> tried = authorizations.size() < 2
                ? authorizations
                : environments
                        .find(environmentName)
                        .map(environment -> worthTrying(environment, authorizations))
                        .orElseGet(() -> authorizations.subList(0, 1));
        if (tried.isEmpty()) {
            return authenticate(environmentName, Optional.empty(), callerTime, origin);
        }
        for (String authorization : tried.subList(0, tried.size() - 1)) {
            try {
                return authenticate(environmentName, Optional.of(authorization), callerTime, origin);
            } catch (GatewayException e) {
                if (e.problem().reason().kind() != ErrorKind.UNAUTHENTICATED) {
                    throw e;
                }
            }
        }
        return authenticate(environmentName, Optional.of(tried.getLast()), callerTime, origin);
    }

    private List<String> worthTrying(SubmissionEnvironment environment, List<String> authorizations) {
        Map<Boolean, List<String>> byKnown = authorizations.stream()
                .collect(Collectors.partitioningBy(authorization -> isKnown(environment, authorization)));
        List<String> known = byKnown.getOrDefault(true, List.of());
        List<String> others = byKnown.getOrDefault(false, List.of());
        return Stream.concat(known.stream(), others.stream().limit(MOST_NEW_TOKENS))
                .toList();
    }

    private boolean isKnown(SubmissionEnvironment environment, String authorization) {
        try {
            return callers.knows(environment, CallerAuthenticator.token(Optional.of(authorization)));
        } catch (GatewayException e) {
            return false;
        }
    }

    /**
     * Authenticates the caller in all environments to whose clusters the token may be sent: the default one, the environment
     * of the token's issuer, and those that accepted the token before. An Argo single sign-on token is not sufficient,
     * because anybody can write one. A cluster that does not answer within five seconds is skipped.
     *
     * @return at least one context, ordered by the environment's name
     * @throws GatewayException when no environment knows the caller; if a cluster did not answer, the failure of that
     *     cluster, because the token may be valid there
     */
    public List<CallContext> authenticateAll(
            Optional<String> authorization, Optional<Duration> callerTime, CallOrigin origin) {
        BearerToken token = CallerAuthenticator.token(authorization);
        if (token.isArgoSingleSignOn()) {
            throw CallerAuthenticator.onlyArgoKnows();
        }
        List<CompletableFuture<CallContext>> entering = environments.all().stream()
                .map(environment -> entering(environment, token, deadline(environment, callerTime), origin.address()))
                .toList();
        Deadline timeout = Deadline.after(TIMEOUT).within(callerTime.orElse(TIMEOUT));
        List<CallContext> callContexts = new ArrayList<>();
        List<GatewayException> refusals = new ArrayList<>();
        for (CompletableFuture<CallContext> one : entering) {
            try {
                callContexts.add(timeout.await(one));
            } catch (GatewayException e) {
                refusals.add(e);
            }
        }
        if (callContexts.isEmpty()) {
            throw mostSpecific(refusals);
        }
        counted(callContexts.getFirst(), origin);
        return callContexts;
    }

    /**
     * Authenticates the caller of a context again, with a new timeout for another upstream call. The call is not counted
     * twice.
     *
     * @throws GatewayException as {@link #authenticate} does
     */
    public CallContext again(CallContext callContext) {
        SubmissionEnvironment environment =
                environments.find(Optional.of(callContext.environment().name())).orElseGet(callContext::environment);
        return establish(
                environment,
                callContext.caller().token(),
                deadline(environment, Optional.empty()),
                callContext.address());
    }

    private CallContext counted(CallContext callContext, CallOrigin origin) {
        origin.observer().caller(callContext);
        quota.enter(callContext.environment(), callContext.requester(), origin);
        return callContext;
    }

    private CompletableFuture<CallContext> entering(
            SubmissionEnvironment environment, BearerToken token, Deadline deadline, String address) {
        return CompletableFuture.supplyAsync(
                () -> {
                    if (!isDefault(environment) && !callers.mayShow(environment, token)) {
                        throw callers.unaccepted(token);
                    }
                    return establish(environment, token, deadline, address);
                },
                VIRTUAL);
    }

    private boolean isDefault(SubmissionEnvironment environment) {
        return environments.defaultEnvironment().filter(environment::equals).isPresent();
    }

    private CallContext establish(
            SubmissionEnvironment environment, BearerToken token, Deadline deadline, String address) {
        Caller caller = callers.authenticate(environment, token, deadline, address);
        return accounts.context(environment, caller, deadline, address);
    }

    private static Deadline deadline(SubmissionEnvironment environment, Optional<Duration> callerTime) {
        Duration limit = environment.limits().callTimeout();
        return Deadline.after(limit).within(callerTime.orElse(limit));
    }

    private static GatewayException mostSpecific(List<GatewayException> refusals) {
        return refusals.stream()
                .filter(refusal -> refusal.problem().reason().kind() != ErrorKind.UNAUTHENTICATED)
                .findFirst()
                .or(() -> refusals.stream().findFirst())
                .orElseGet(() -> SubmissionEnvironments.notFound(Optional.empty(), List.of()));
    }
}
