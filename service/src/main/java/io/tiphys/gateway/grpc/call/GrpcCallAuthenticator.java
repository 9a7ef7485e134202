package io.tiphys.gateway.grpc.call;

import io.tiphys.gateway.access.CallAuthenticator;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.v1.WorkflowReference;
import jakarta.inject.Singleton;
import java.util.List;

/** Authenticates the caller of the current call, with the caller's timeout. */
@Singleton
public final class GrpcCallAuthenticator {
    private final CallAuthenticator authenticator;

    public GrpcCallAuthenticator(CallAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    /**
     * Requires a token before the environment of the call is known.
     *
     * @throws io.tiphys.gateway.error.GatewayException as {@link CallAuthenticator#requireToken} does
     */
    public void requireToken() {
        authenticator.requireToken(
                GrpcRequest.current().authorization(),
                GrpcRequest.callerTime(),
                GrpcRequest.current().call().network());
    }

    /**
     * Authenticates the caller in an environment.
     *
     * @param environment the environment's name in the request; empty for the default one
     * @param namespace the namespace in the request, for the record of the call
     */
    public CallContext authenticate(String environment, String namespace) {
        GrpcRequest request = GrpcRequest.current();
        CallContext callContext = authenticator.authenticate(
                FieldMapper.text(environment), request.authorization(), GrpcRequest.callerTime(), request.origin());
        request.call().namespace(namespace);
        return callContext;
    }

    /** Authenticates the caller in the environment of a workflow. */
    public CallContext authenticate(WorkflowReference workflow) {
        CallContext callContext = authenticate(workflow.getEnvironment(), workflow.getNamespace());
        GrpcRequest.current().call().workflow(workflow.getName());
        return callContext;
    }

    /** Authenticates the caller in every environment that accepts the token. */
    public List<CallContext> authenticateAll() {
        GrpcRequest request = GrpcRequest.current();
        return authenticator.authenticateAll(request.authorization(), GrpcRequest.callerTime(), request.origin());
    }
}
