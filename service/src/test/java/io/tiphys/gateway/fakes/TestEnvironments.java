package io.tiphys.gateway.fakes;

import io.tiphys.gateway.credentials.CredentialMode;
import io.tiphys.gateway.credentials.CredentialMode.DirectToken;
import io.tiphys.gateway.credentials.CredentialMode.TokenRequest;
import io.tiphys.gateway.environment.AccountUsers;
import io.tiphys.gateway.environment.AdmissionLimits;
import io.tiphys.gateway.environment.AdmissionLimits.MaxUnfinished;
import io.tiphys.gateway.environment.ArgoApiAccess;
import io.tiphys.gateway.environment.ArgoServerAccess;
import io.tiphys.gateway.environment.EnvironmentLimits;
import io.tiphys.gateway.environment.FairShares;
import io.tiphys.gateway.environment.JupyterHub;
import io.tiphys.gateway.environment.KubernetesAccess;
import io.tiphys.gateway.environment.ManagedNamespaces;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.TokenIssuer;
import io.tiphys.gateway.environment.account.AccountRules;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.validation.rule.RuleSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Environments of submission that lead nowhere. */
public final class TestEnvironments {
    private TestEnvironments() {}

    /** An environment in mode direct that serves the namespaces {@code science} (its default) and {@code other}. */
    public static SubmissionEnvironment direct(String name, EnvironmentLimits limits) {
        return with(name, new DirectToken(Optional.empty()), new AccountUsers(Set.of(), Set.of()), limits);
    }

    /** The same in another mode, with wide limits and without a rule of who may use its account. */
    public static SubmissionEnvironment inMode(String name, CredentialMode mode) {
        return inMode(name, mode, new AccountUsers(Set.of(), Set.of()));
    }

    /** The same in another mode, with wide limits and a rule of who may use its account. */
    public static SubmissionEnvironment inMode(String name, CredentialMode mode, AccountUsers accountUsers) {
        return with(name, mode, accountUsers, wideLimits());
    }

    /** Mode token-request with the account {@code submitter}. */
    public static TokenRequest tokenRequest() {
        return new TokenRequest("submitter", List.of(), Duration.ofHours(1));
    }

    /** Mode token-request, with issuers of OpenID Connect. */
    public static SubmissionEnvironment withIssuers(String name, TokenIssuer... issuers) {
        return with(
                name,
                tokenRequest(),
                new AccountUsers(Set.of(), Set.of()),
                List.of(issuers),
                Optional.empty(),
                AccountRules.NONE,
                wideLimits());
    }

    /** Mode token-request, with a JupyterHub and rules for the account. */
    public static SubmissionEnvironment withJupyterHub(String name, JupyterHub hub, AccountRules rules) {
        return with(
                name,
                tokenRequest(),
                new AccountUsers(Set.of(), Set.of()),
                List.of(),
                Optional.of(hub),
                rules,
                wideLimits());
    }

    /** Mode token-request, with a JupyterHub. */
    public static SubmissionEnvironment withJupyterHub(String name, JupyterHub hub) {
        return withJupyterHub(name, hub, AccountRules.NONE);
    }

    /** Mode token-request, with rules for the account. */
    public static SubmissionEnvironment withAccountRules(String name, AccountRules rules) {
        return with(
                name,
                tokenRequest(),
                new AccountUsers(Set.of(), Set.of()),
                List.of(),
                Optional.empty(),
                rules,
                wideLimits());
    }

    private static SubmissionEnvironment with(
            String name, CredentialMode mode, AccountUsers accountUsers, EnvironmentLimits limits) {
        return with(name, mode, accountUsers, List.of(), Optional.empty(), AccountRules.NONE, limits);
    }

    private static SubmissionEnvironment with(
            String name,
            CredentialMode mode,
            AccountUsers accountUsers,
            List<TokenIssuer> issuers,
            Optional<JupyterHub> jupyterHub,
            AccountRules accountRules,
            EnvironmentLimits limits) {
        return new SubmissionEnvironment(
                name,
                new ArgoServerAccess(
                        URI.create("http://argo.invalid"), Optional.empty(), false, Optional.of(new Namespace("argo"))),
                ArgoApiAccess.byPrefix(),
                new KubernetesAccess.InCluster(),
                new ManagedNamespaces(Set.of("science", "other")),
                Optional.of(new Namespace("science")),
                mode,
                accountUsers,
                issuers,
                jupyterHub,
                accountRules,
                Set.of("default"),
                RuleSettings.DEFAULT,
                limits);
    }

    /** Limits that no test runs into by itself. */
    public static EnvironmentLimits wideLimits() {
        return limits(Duration.ofSeconds(30), Duration.ofSeconds(30));
    }

    /** Mode direct, with limits of unfinished workflows. */
    public static SubmissionEnvironment withMaxUnfinished(String name, MaxUnfinished limits) {
        return direct(name, limits(Duration.ofSeconds(30), Duration.ofSeconds(30), shares(limits)));
    }

    private static FairShares shares(MaxUnfinished limits) {
        FairShares known = FairShares.DEFAULT;
        AdmissionLimits admission = known.admission();
        return new FairShares(
                known.maxTransfers(),
                known.maxAnonymousCalls(),
                known.maxOpenStreams(),
                known.callerShare(),
                known.addressShare(),
                known.maxNewTokenReviews(),
                known.maxWaitingNewTokens(),
                new AdmissionLimits(
                        admission.maxConcurrent(),
                        admission.maxWaiting(),
                        admission.maxWait(),
                        admission.weights(),
                        limits));
    }

    /** Limits with these times. */
    public static EnvironmentLimits limits(Duration callTimeout, Duration streamHeartbeat) {
        return limits(callTimeout, streamHeartbeat, FairShares.DEFAULT);
    }

    /** Mode direct, with so few calls at once that a batch carries out its items one after the other. */
    public static SubmissionEnvironment withFewCalls(String name) {
        return direct(name, limits(Duration.ofSeconds(30), Duration.ofSeconds(30), 4, FairShares.DEFAULT));
    }

    private static EnvironmentLimits limits(Duration callTimeout, Duration streamHeartbeat, FairShares shares) {
        return limits(callTimeout, streamHeartbeat, 256, shares);
    }

    private static EnvironmentLimits limits(
            Duration callTimeout, Duration streamHeartbeat, int maxConcurrentCalls, FairShares shares) {
        return new EnvironmentLimits(
                Duration.ofSeconds(2),
                callTimeout,
                streamHeartbeat,
                maxConcurrentCalls,
                200,
                100,
                16 << 20,
                10_000,
                50,
                50,
                Duration.ofSeconds(10),
                shares);
    }
}
