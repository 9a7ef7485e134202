package io.tiphys.client.internal;

import io.tiphys.client.Reason;
import io.tiphys.client.environment.CallerIdentity;
import io.tiphys.client.environment.CallerIdentity.PermittedOperations;
import io.tiphys.client.environment.Environment;
import io.tiphys.client.environment.Preflight;
import io.tiphys.client.generated.model.PreflightFinding;
import io.tiphys.client.generated.model.PreflightResponse;
import io.tiphys.client.generated.model.WhoAmIResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads environments, their preflights and the caller's identity from responses. */
public final class EnvironmentReader {
    private EnvironmentReader() {}

    /** An environment. */
    public static Environment environment(io.tiphys.client.generated.model.Environment generated) {
        return new Environment(
                generated.getName(),
                generated.getDefaultNamespace(),
                List.copyOf(generated.getNamespaces()),
                generated.getCredentialMode().getValue(),
                generated.getIsDefault());
    }

    /** Whether an environment can accept submissions. */
    public static Preflight preflight(PreflightResponse generated) {
        return new Preflight(
                generated.getEnvironment(),
                generated.getReady(),
                generated.getFindings().stream().map(EnvironmentReader::finding).toList());
    }

    private static Preflight.Finding finding(PreflightFinding generated) {
        return new Preflight.Finding(
                generated.getCheck(),
                generated.getPassed(),
                generated.getMessage(),
                Optional.ofNullable(generated.getReason()).map(reason -> Reason.of(reason.getValue())));
    }

    /** Who the caller is. */
    public static CallerIdentity identity(WhoAmIResponse generated) {
        return new CallerIdentity(
                generated.getEnvironment(),
                generated.getUser(),
                generated.getTokenKind().getValue(),
                Optional.ofNullable(generated.getIssuer()),
                Optional.ofNullable(generated.getExpiresAt()).map(Instant::parse),
                generated.getGroups(),
                Optional.ofNullable(generated.getServiceAccount()),
                Optional.ofNullable(generated.getAccountRule()),
                generated.getNamespaces().stream()
                        .map(one -> new PermittedOperations(
                                one.getNamespace(), one.getAllowed(), one.getDenied(), one.getUndecided()))
                        .toList(),
                generated.getNote());
    }
}
