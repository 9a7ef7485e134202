package io.tiphys.gateway.argo.client;

import io.tiphys.gateway.argo.client.capacity.HeldResponse;
import io.tiphys.gateway.argo.client.connection.Attempt;
import io.tiphys.gateway.argo.client.connection.Sender;
import io.tiphys.gateway.argo.client.failure.ExchangeFailures;
import io.tiphys.gateway.argo.client.failure.NoAnswerException;
import io.tiphys.gateway.argo.client.framing.AnswerReader;
import io.tiphys.gateway.argo.client.framing.WholeAnswer;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.BearerToken;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls whose response is read whole. Thread-safe; a call blocks its virtual thread. */
final class Exchange {
    private final Sender sender;

    Exchange(Sender sender) {
        this.sender = sender;
    }

    /**
     * Sends a request, and once more where {@link Attempt#isRepeatable} allows it.
     *
     * @param held counts the bytes of the response
     * @return the response, with any status
     * @throws io.tiphys.gateway.error.GatewayException when there is no response by the deadline; the request is then
     *     aborted
     */
    WholeAnswer send(BearerToken token, ArgoRequest request, Deadline deadline, HeldResponse held) {
        Attempt attempt = sender.send(token, request);
        try {
            return await(attempt, request, deadline, held);
        } catch (NoAnswerException e) {
            if (!e.isRepeatable() || deadline.passed()) {
                throw ExchangeFailures.broken(request, e.delivery(), e.failure());
            }
        }
        try {
            held.restart();
            return await(sender.send(token, request), request, deadline, held);
        } catch (NoAnswerException e) {
            throw ExchangeFailures.broken(request, e.delivery(), e.failure());
        }
    }

    private static WholeAnswer await(Attempt attempt, ArgoRequest request, Deadline deadline, HeldResponse held)
            throws NoAnswerException {
        AnswerReader reader = new AnswerReader(held);
        attempt.response().subscribe(reader);
        try {
            return reader.answer().get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            attempt.response().abort();
            throw ExchangeFailures.late(request, attempt.delivery(e), deadline, e);
        } catch (InterruptedException e) {
            attempt.response().abort();
            Thread.currentThread().interrupt();
            throw ExchangeFailures.cancelled(e);
        } catch (ExecutionException e) {
            Throwable failure = e.getCause() == null ? e : e.getCause();
            throw new NoAnswerException(attempt, request.effect(), reader.begun(), failure);
        }
    }
}
