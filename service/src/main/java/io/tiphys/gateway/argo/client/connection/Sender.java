package io.tiphys.gateway.argo.client.connection;

import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.credentials.BearerToken;

/** Sends a request once. Implementations are thread-safe. */
@FunctionalInterface
public interface Sender {
    /** Returns the started attempt. */
    Attempt send(BearerToken token, ArgoRequest request);
}
