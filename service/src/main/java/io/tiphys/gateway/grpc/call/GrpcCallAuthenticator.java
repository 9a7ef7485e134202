package io.tiphys.gateway.grpc.call;

import io.tiphys.gateway.access.CallAuthenticator;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.v1.WorkflowReference;
import jakarta.inject.Singleton;
import java.util.List;

/** Takes the caller of the current call, with the time that it gives, to the authenticator. */
@Singleton
public final class GrpcCallAuthenticator {
    private final CallAuthenticator authenticator;

    public GrpcCallAuthenticator(CallAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    /**
     * Requires a token before the call says which environment it is for.
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
     * Lets the caller into an environment.
     *
     * @param environment the environment's name as the request has it; empty for the default one
     * @param namespace the namespace as the request has it, for the record of the call
     */
    public CallContext authenticate(String environment, String namespace) {
        GrpcRequest request = GrpcRequest.current();
        CallContext callContext = authenticator.authenticate(
                FieldMapper.text(environment), request.authorization(), GrpcRequest.callerTime(), request.origin());
        request.call().namespace(namespace);
        return callContext;
    }

    /** Lets the caller into the environment of the workflow that a call is about. */
    public CallContext authenticate(WorkflowReference workflow) {
        CallContext callContext = authenticate(workflow.getEnvironment(), workflow.getNamespace());
        GrpcRequest.current().call().workflow(workflow.getName());
        return callContext;
    }

    /** Lets the caller into all environments that know it. */
    public List<CallContext> authenticateAll() {
        GrpcRequest request = GrpcRequest.current();
        return authenticator.authenticateAll(request.authorization(), GrpcRequest.callerTime(), request.origin());
    }
}
