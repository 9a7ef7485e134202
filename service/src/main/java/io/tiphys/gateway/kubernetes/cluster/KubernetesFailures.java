package io.tiphys.gateway.kubernetes.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.time.Duration;

/** Maps failed requests to the API server to the failures of the calls that needed them. */
public final class KubernetesFailures {
    public static final int UNAUTHORIZED = 401;
    public static final int FORBIDDEN = 403;
    public static final int NOT_FOUND = 404;

    /** The status of /readyz when a check fails. */
    public static final int UNREADY = 500;

    private static final Duration ASK_AGAIN = Duration.ofSeconds(2);
    private static final String OWN_TOKEN_REFUSED =
            "Kubernetes does not accept the gateway's own token. The environment's preflight shows the operator more.";

    private KubernetesFailures() {}

    /** The caller could not be authenticated: KUBERNETES_UNAVAILABLE. */
    public static GatewayException identity(KubernetesClientException cause) {
        String detail = switch (cause.getCode()) {
            case UNAUTHORIZED -> OWN_TOKEN_REFUSED;
            case FORBIDDEN ->
                "The gateway's own account may not create tokenreviews, so callers cannot be authenticated. The ClusterRole for this is in manifests/.";
            default -> "The Kubernetes API server did not answer, so the caller could not be authenticated.";
        };
        return later(ErrorReason.KUBERNETES_UNAVAILABLE, detail, cause);
    }

    /**
     * A credential is not available: CREDENTIAL_FORBIDDEN or CREDENTIAL_UNAVAILABLE.
     *
     * @param right the permission that the gateway's own account needs
     * @param manifest the file of {@code manifests/} that grants the permission
     */
    public static GatewayException credential(String right, String manifest, KubernetesClientException cause) {
        return switch (cause.getCode()) {
            case FORBIDDEN ->
                new GatewayException(
                        Problem.of(
                                ErrorReason.CREDENTIAL_FORBIDDEN,
                                "The gateway's own account may not " + right + ". The Role for this is in manifests/"
                                        + manifest + "."),
                        cause);
            case UNAUTHORIZED -> later(ErrorReason.CREDENTIAL_UNAVAILABLE, OWN_TOKEN_REFUSED, cause);
            default ->
                later(
                        ErrorReason.CREDENTIAL_UNAVAILABLE,
                        "The Kubernetes API server did not return the requested credential. Nothing was sent to Argo.",
                        cause);
        };
    }

    private static GatewayException later(ErrorReason reason, String detail, KubernetesClientException cause) {
        return new GatewayException(Problem.of(reason, detail).withRetryAfter(ASK_AGAIN), cause);
    }
}
