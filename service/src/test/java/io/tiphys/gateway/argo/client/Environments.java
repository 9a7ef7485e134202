package io.tiphys.gateway.argo.client;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tiphys.gateway.argo.client.capacity.ResilienceRegistries;
import io.tiphys.gateway.argo.client.capacity.ResponseBudget;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.CredentialMode.DirectToken;
import io.tiphys.gateway.environment.AccountUsers;
import io.tiphys.gateway.environment.ArgoApiAccess;
import io.tiphys.gateway.environment.ArgoCall;
import io.tiphys.gateway.environment.ArgoServerAccess;
import io.tiphys.gateway.environment.EnvironmentLimits;
import io.tiphys.gateway.environment.FairShares;
import io.tiphys.gateway.environment.KubernetesAccess;
import io.tiphys.gateway.environment.ManagedNamespaces;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.SubmissionEnvironments;
import io.tiphys.gateway.environment.account.AccountRules;
import io.tiphys.gateway.tracing.Tracing;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.validation.rule.RuleSettings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Environments whose Argo Server is at an address that a test knows. */
public final class Environments {
    public static final EnvironmentLimits LIMITS = new EnvironmentLimits(
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofSeconds(15),
            256,
            200,
            100,
            16 << 20,
            10_000,
            50,
            50,
            Duration.ofSeconds(5),
            FairShares.DEFAULT);

    private Environments() {}

    public static SubmissionEnvironment at(URI uri) {
        return at(new ArgoServerAccess(uri, Optional.empty(), false, Optional.empty()), LIMITS);
    }

    public static SubmissionEnvironment at(ArgoServerAccess access, EnvironmentLimits limits) {
        return new SubmissionEnvironment(
                "lab",
                access,
                ArgoApiAccess.byPrefix(),
                new KubernetesAccess.InCluster(),
                new ManagedNamespaces(Set.of(ManagedNamespaces.ALL)),
                Optional.empty(),
                new DirectToken(Optional.empty()),
                new AccountUsers(Set.of(), Set.of()),
                List.of(),
                Optional.empty(),
                AccountRules.NONE,
                Set.of("default"),
                RuleSettings.DEFAULT,
                limits);
    }

    public static ArgoClients servers(SubmissionEnvironment environment) {
        return servers(environment, new ResponseBudget(100L << 20));
    }

    /** Clients whose complete responses count in a budget. */
    static ArgoClients servers(SubmissionEnvironment environment, ResponseBudget responses) {
        return new ArgoClients(
                new SubmissionEnvironments(List.of(environment), Optional.empty()),
                new ResilienceRegistries(new SimpleMeterRegistry()),
                responses,
                Clock.systemUTC(),
                Tracing.off());
    }

    public static ArgoCall call(SubmissionEnvironment environment) {
        return call(environment, Deadline.after(environment.limits().callTimeout()));
    }

    public static ArgoCall call(SubmissionEnvironment environment, Deadline deadline) {
        return new ArgoCall(environment, new Namespace("science"), BearerToken.of("secret-token"), deadline);
    }
}
