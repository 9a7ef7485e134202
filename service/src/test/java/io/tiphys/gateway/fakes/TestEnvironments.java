package io.tiphys.gateway.fakes;

import io.tiphys.gateway.credentials.CredentialMode;
import io.tiphys.gateway.environment.AccountUsers;
import io.tiphys.gateway.environment.ArgoServerAccess;
import io.tiphys.gateway.environment.EnvironmentLimits;
import io.tiphys.gateway.environment.KubernetesAccess;
import io.tiphys.gateway.environment.ManagedNamespaces;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.workflow.Namespace;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Environments of submission that lead nowhere. */
public final class TestEnvironments {
    private TestEnvironments() {}

    /** An environment in mode direct that serves the namespaces {@code science} (its default) and {@code other}. */
    public static SubmissionEnvironment direct(String name, EnvironmentLimits limits) {
        return new SubmissionEnvironment(
                name,
                new ArgoServerAccess(URI.create("http://argo.invalid"), Optional.empty(), false),
                new KubernetesAccess.InCluster(),
                new ManagedNamespaces(Set.of("science", "other")),
                Optional.of(new Namespace("science")),
                new CredentialMode.DirectToken(Optional.empty()),
                new AccountUsers(Set.of(), Set.of()),
                Set.of("default"),
                limits);
    }

    /** Limits that no test runs into by itself. */
    public static EnvironmentLimits wideLimits() {
        return limits(Duration.ofSeconds(30), Duration.ofSeconds(30));
    }

    /** Limits with these times. */
    public static EnvironmentLimits limits(Duration callTimeout, Duration streamHeartbeat) {
        return new EnvironmentLimits(
                Duration.ofSeconds(2), callTimeout, streamHeartbeat, 256, 200, 50, 50, Duration.ofSeconds(10));
    }
}
