package io.tiphys.gateway.argoapi.guard;

import com.fasterxml.jackson.databind.JsonNode;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.argo.client.ArgoClients;
import io.tiphys.gateway.argo.client.failure.ExchangeFailures;
import io.tiphys.gateway.argo.client.request.ArgoPath;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.argoapi.rpc.ArgoObject;
import io.tiphys.gateway.argoapi.rpc.ObjectParts;
import io.tiphys.gateway.credentials.CredentialedCalls;
import io.tiphys.gateway.environment.ArgoCall;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Reads objects of the Argo Server that are needed to decide on a call. Thread-safe. */
@Singleton
final class ArgoLookup {
    private final ArgoClients clients;
    private final CredentialedCalls credentials;

    ArgoLookup(ArgoClients clients, CredentialedCalls credentials) {
        this.clients = clients;
        this.credentials = credentials;
    }

    /**
     * Reads an object, under the environment's limits.
     *
     * @param home the namespace of the service account that reads
     * @param parts the parts to read
     * @return a tree of these parts alone
     * @throws io.tiphys.gateway.error.GatewayException with the reason of the Argo Server's error, TOO_MANY_CALLS,
     *     ARGO_CIRCUIT_OPEN, or a reason of the credential
     */
    JsonNode get(CallContext callContext, Namespace home, ArgoObject object, ObjectParts parts) {
        ArgoRequest request = ArgoRequest.get(new ArgoPath("/api/v1/" + object.path()));
        return credentials.call(callContext.credentialIn(home), token -> {
            ArgoCall call = new ArgoCall(callContext.environment(), home, token, callContext.deadline());
            return clients.of(callContext.environment()).call(call, request, answer -> read(answer, parts));
        });
    }

    private static JsonNode read(byte[] answer, ObjectParts parts) {
        try {
            return parts.in(answer);
        } catch (IOException e) {
            throw ExchangeFailures.incomprehensible(e);
        }
    }
}
