package io.tiphys.gateway.kubernetes;

import io.tiphys.gateway.credentials.CredentialMode;
import io.tiphys.gateway.environment.AccountUsers;
import io.tiphys.gateway.environment.ArgoApiAccess;
import io.tiphys.gateway.environment.ArgoServerAccess;
import io.tiphys.gateway.environment.EnvironmentLimits;
import io.tiphys.gateway.environment.FairShares;
import io.tiphys.gateway.environment.KubernetesAccess;
import io.tiphys.gateway.environment.ManagedNamespaces;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.environment.account.AccountRules;
import io.tiphys.gateway.kubernetes.cluster.Clusters;
import io.tiphys.gateway.tracing.Tracing;
import io.tiphys.validation.rule.RuleSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The adapters' connection to one environment, called {@link #NAME}.
 *
 * @param environment the environment
 * @param clusters what the adapters are made with
 */
public record OneCluster(SubmissionEnvironment environment, Clusters clusters) implements AutoCloseable {
    static final String NAME = "tested";

    /** Longer than any healthy answer of a busy machine. */
    static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);

    static OneCluster at(KubernetesAccess access) {
        return at(access, CALL_TIMEOUT);
    }

    static OneCluster at(KubernetesAccess access, Duration callTimeout) {
        return at(access, callTimeout, new CredentialMode.DirectToken(Optional.empty()));
    }

    static OneCluster at(KubernetesAccess access, CredentialMode mode, String... namespaces) {
        return at(access, CALL_TIMEOUT, mode, namespaces);
    }

    private static OneCluster at(
            KubernetesAccess access, Duration callTimeout, CredentialMode mode, String... namespaces) {
        SubmissionEnvironment environment = environment(access, callTimeout, mode, namespaces);
        return new OneCluster(
                environment,
                new Clusters(new SubmissionEnvironments(List.of(environment), Optional.empty()), Tracing.off()));
    }

    public static SubmissionEnvironment environment(
            KubernetesAccess access, Duration callTimeout, CredentialMode mode, String... namespaces) {
        return new SubmissionEnvironment(
                NAME,
                new ArgoServerAccess(URI.create("http://argo.invalid"), Optional.empty(), false, Optional.empty()),
                ArgoApiAccess.byPrefix(),
                access,
                new ManagedNamespaces(Set.of(namespaces)),
                Optional.empty(),
                mode,
                new AccountUsers(Set.of(), Set.of()),
                List.of(),
                Optional.empty(),
                AccountRules.NONE,
                Set.of("default"),
                RuleSettings.DEFAULT,
                new EnvironmentLimits(
                        Duration.ofSeconds(2),
                        callTimeout,
                        Duration.ofSeconds(15),
                        256,
                        200,
                        100,
                        16 << 20,
                        10_000,
                        50,
                        50,
                        Duration.ofSeconds(5),
                        FairShares.DEFAULT));
    }

    @Override
    public void close() {
        clusters.close();
    }
}
