package io.tiphys.gateway.access;

import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.DeniedPermission;
import io.tiphys.gateway.access.review.MissingPermission;
import io.tiphys.gateway.access.review.RoleManifest;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The problems of the guard. Each one gives the subject, the missing permission, the message of Kubernetes, and a manifest
 * that grants the permission.
 */
final class AccessProblems {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(2);

    private AccessProblems() {}

    static GatewayException denied(KubernetesIdentity subject, List<DeniedPermission> missing) {
        String rights = missing.stream().map(AccessProblems::phrase).collect(Collectors.joining(", "));
        return denial(ErrorReason.ACCESS_DENIED, subject, missing, "'" + subject.user() + "' may not: " + rights + ".");
    }

    static GatewayException useDenied(String environment, KubernetesIdentity caller, DeniedPermission impersonate) {
        String detail = "Environment '" + environment + "' acts as service account '"
                + impersonate.check().name() + "' of namespace '"
                + impersonate.check().namespace() + "', and '" + caller.user()
                + "' may not use this account: tiphys.environments." + environment
                + ".allowed-callers does not include the caller, and the caller may not impersonate the account.";
        return denial(ErrorReason.SERVICE_ACCOUNT_USE_DENIED, caller, List.of(impersonate), detail);
    }

    static GatewayException configuredTokenDenied(String environment, KubernetesIdentity caller) {
        return new GatewayException(Problem.of(
                        ErrorReason.SERVICE_ACCOUNT_USE_DENIED,
                        "Environment '" + environment + "' uses a token that its operator configured, and '"
                                + caller.user() + "' is not among its tiphys.environments." + environment
                                + ".allowed-callers.")
                .with("user", caller.user()));
    }

    /** The reason is not shown to the caller, because it may contain addresses of the cluster. */
    static GatewayException undecided(KubernetesIdentity subject, AccessCheck check, String reason) {
        return new GatewayException(
                Problem.of(
                                ErrorReason.ACCESS_UNDECIDED,
                                "It could not be decided whether '" + subject.user() + "' may " + check.description()
                                        + ".")
                        .withRetryAfter(ASK_AGAIN),
                new IllegalStateException(reason));
    }

    private static GatewayException denial(
            ErrorReason reason, KubernetesIdentity subject, List<DeniedPermission> missing, String detail) {
        AccessCheck first = missing.getFirst().check();
        List<Violation> violations = missing.stream()
                .map(right ->
                        Violation.ofParameter("access-denied", right.check().qualifiedResource(), phrase(right)))
                .toList();
        return new GatewayException(Problem.of(reason, detail)
                .withViolations(violations)
                .with("user", subject.user())
                .with("verb", first.verb())
                .with("group", first.group())
                .with("resource", first.qualifiedResource())
                .with("namespace", first.namespace())
                .with("reviewReason", missing.getFirst().reason())
                .withManifest(RoleManifest.granting(missing.stream()
                        .map(right -> new MissingPermission(subject, right.check()))
                        .toList())));
    }

    private static String phrase(DeniedPermission missing) {
        String why = missing.reason().isEmpty() ? "" : " (Kubernetes says: " + missing.reason() + ")";
        return missing.check().description() + why;
    }
}
