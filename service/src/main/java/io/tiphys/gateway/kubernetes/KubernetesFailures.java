package io.tiphys.gateway.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.time.Duration;
import java.util.function.Supplier;

/** Reads what fabric8 throws. */
final class KubernetesFailures {
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;

    private static final Duration ASK_AGAIN = Duration.ofSeconds(2);

    private KubernetesFailures() {}

    /**
     * Asks for something that a credential is made of.
     *
     * @param right what the gateway's own account needs for it, for the message
     * @throws GatewayException with CREDENTIAL_FORBIDDEN or CREDENTIAL_UNAVAILABLE
     */
    static <T> T credential(String right, Supplier<T> request) {
        try {
            return request.get();
        } catch (KubernetesClientException e) {
            throw e.getCode() == FORBIDDEN || e.getCode() == UNAUTHORIZED ? ownRightMissing(right, e) : unavailable(e);
        } catch (GatewayException e) {
            throw e;
        } catch (RuntimeException e) {
            throw unavailable(e);
        }
    }

    private static GatewayException ownRightMissing(String right, RuntimeException cause) {
        return new GatewayException(
                Problem.of(
                        ErrorReason.CREDENTIAL_FORBIDDEN,
                        "The gateway's own account may not " + right
                                + ". Its operator finds the Role for that in manifests/."),
                cause);
    }

    private static GatewayException unavailable(RuntimeException cause) {
        return new GatewayException(
                Problem.of(
                                ErrorReason.CREDENTIAL_UNAVAILABLE,
                                "The Kubernetes API server did not give the credential that was asked for; nothing was sent to Argo.")
                        .withRetryAfter(ASK_AGAIN),
                cause);
    }

    /** Who calls could not be established. */
    static GatewayException identityUnavailable(String detail, RuntimeException cause) {
        return new GatewayException(
                Problem.of(ErrorReason.KUBERNETES_UNAVAILABLE, detail).withRetryAfter(ASK_AGAIN), cause);
    }
}
