package io.tiphys.gateway.argo;

import io.tiphys.gateway.lifecycle.EventStream;
import java.time.Duration;

/**
 * A stream that the Argo Server has been asked for and may still refuse.
 *
 * @param <T> what comes
 */
interface OpeningStream<T> extends EventStream<T> {
    /**
     * Waits until the server has begun to answer, for a short while.
     *
     * @return whether it has; a stream that is still silent is open all the same
     * @throws io.tiphys.gateway.credentials.CredentialRefusedException for a token that it does not accept
     * @throws io.tiphys.gateway.error.GatewayException for any other refusal
     */
    boolean awaitRefusal(Duration patience);
}
