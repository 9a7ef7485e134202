package io.tiphys.gateway.argo.client;

import io.tiphys.gateway.credentials.BearerToken;

/** Sends a request once. Implementations are thread-safe. */
@FunctionalInterface
interface Sender {
    /** The attempt, which has begun. */
    Attempt send(BearerToken token, ArgoRequest request);
}
