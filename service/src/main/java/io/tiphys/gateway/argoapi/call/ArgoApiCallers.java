package io.tiphys.gateway.argoapi.call;

import io.tiphys.gateway.access.CallAuthenticator;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.server.call.GrpcTimeout;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Authenticates callers by the authorization header or by one of several cookies. Thread-safe. */
@Singleton
public final class ArgoApiCallers {
    private final CallAuthenticator authenticator;

    ArgoApiCallers(CallAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    /**
     * Authenticates the caller by the first valid token.
     *
     * @param environment the environment's name; empty for the default one
     * @param stream whether the call is a stream
     * @throws GatewayException as {@link CallAuthenticator#enterWithAny} does
     */
    public CallContext authenticate(
            ArgoApiCall call, Optional<String> environment, List<String> tokens, boolean stream) {
        return authenticator.enterWithAny(
                environment,
                tokens,
                GrpcTimeout.of(call.headers().get("grpc-timeout")),
                call.recorded().origin(stream));
    }

    /** Whether Kubernetes authenticates the caller in this environment. An Argo single sign-on token does not count. */
    boolean areKnown(ArgoApiCall call, SubmissionEnvironment environment, List<String> tokens) {
        try {
            return !tokens.isEmpty()
                    && authenticate(call, Optional.of(environment.name()), tokens, false)
                                    .caller()
                                    .identity()
                            instanceof KubernetesIdentity;
        } catch (GatewayException e) {
            return false;
        }
    }
}
