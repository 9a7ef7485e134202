package io.tiphys.gateway.argo.client;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.ResponseHeaders;
import io.tiphys.gateway.argo.client.connection.Attempt;
import io.tiphys.gateway.argo.client.connection.Delivery;
import io.tiphys.gateway.argo.client.framing.AnswerReader;
import io.tiphys.gateway.argo.client.framing.ArgoAnswer;
import io.tiphys.gateway.argo.client.framing.Framing;
import io.tiphys.gateway.argo.client.framing.WholeAnswer;
import io.tiphys.gateway.argo.client.request.Effect;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The response of a stream, pulled piece by piece. At most {@link #AHEAD} pieces are requested ahead of the reader, so a
 * reader that stops reading stops the server. A request is sent once more where {@link Attempt#isRepeatable} allows it;
 * streams change nothing. One thread pulls; any thread may cancel.
 */
final class PulledAnswer implements Subscriber<HttpObject> {
    private static final int AHEAD = 8;

    private final Supplier<Attempt> sending;
    private final Framing framing;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final CompletableFuture<Opening> opening = new CompletableFuture<>();
    private final ByteArrayOutputStream refusalBody = new ByteArrayOutputStream();
    private HttpHeaders trailers = HttpHeaders.of();
    private @Nullable ResponseHeaders refused;
    private boolean repeated;
    private int taken;
    private volatile @Nullable Subscription subscription;
    private volatile @Nullable Attempt attempt;
    private volatile boolean cancelled;

    /** The beginning of a response. */
    sealed interface Opening {}

    /** The response is a stream. */
    record Accepted() implements Opening {}

    /**
     * The response is not a stream, and was read whole.
     *
     * @param answer the content of the response
     */
    record Refused(ArgoAnswer answer) implements Opening {}

    /** The result of a pull. */
    sealed interface Signal {}

    /**
     * A piece of the body.
     *
     * @param bytes the bytes of the piece
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    record Piece(byte[] bytes) implements Signal {}

    /**
     * The body is complete.
     *
     * @param trailers the trailers of the response
     */
    record Complete(HttpHeaders trailers) implements Signal {}

    /**
     * The response is not a stream.
     *
     * @param answer the content of the response
     */
    record NoStream(ArgoAnswer answer) implements Signal {}

    /**
     * The connection broke.
     *
     * @param delivery whether the request was sent
     * @param cause the cause
     */
    record Broken(Delivery delivery, Throwable cause) implements Signal {}

    /** The reader cancelled. */
    record Cancelled() implements Signal {}

    /**
     * Creates a response without sending the request; {@link #start} sends it.
     *
     * @param sending sends the request; used once or twice
     */
    PulledAnswer(Supplier<Attempt> sending, Framing framing) {
        this.sending = sending;
        this.framing = framing;
    }

    /** Sends the request. */
    void start() {
        Attempt sent = sending.get();
        attempt = sent;
        sent.response().subscribe(this);
    }

    /** Whether the response is a stream; fails with {@link BrokenException} when there is no response. */
    CompletableFuture<Opening> opening() {
        return opening;
    }

    /** Whether the response has begun as a stream. */
    boolean accepted() {
        return opening.isDone() && !opening.isCompletedExceptionally() && opening.join() instanceof Accepted;
    }

    /**
     * The next signal; null when none came in time.
     *
     * @param until on the clock of {@link System#nanoTime}
     * @throws InterruptedException when the waiting thread is interrupted
     */
    @Nullable
    Signal next(long until) throws InterruptedException {
        Signal signal = signals.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (signal instanceof Piece) {
            taken++;
            if (taken == AHEAD / 2) {
                taken = 0;
                request(AHEAD / 2);
            }
        }
        return signal;
    }

    private void request(int pieces) {
        Subscription current = subscription;
        if (current != null) {
            current.request(pieces);
        }
    }

    /** Cancels the response from the reader's side; a waiting {@link #next} returns. */
    void cancel() {
        cancelled = true;
        Attempt current = attempt;
        if (current != null) {
            HttpResponse response = current.response();
            response.abort();
        }
        signals.add(new Cancelled());
    }

    @Override
    public void onSubscribe(Subscription upstream) {
        subscription = upstream;
        if (cancelled) {
            upstream.cancel();
        } else {
            upstream.request(AHEAD);
        }
    }

    @Override
    public void onNext(HttpObject part) {
        switch (part) {
            case ResponseHeaders head -> begin(head);
            case HttpHeaders last -> trailers = last;
            case HttpData data -> add(data.array());
            default -> {}
        }
    }

    private void begin(ResponseHeaders head) {
        if (head.status().isInformational()) {
            request(1);
        } else if (framing.accepts(head)) {
            opening.complete(new Accepted());
        } else {
            refused = head;
            request(Integer.MAX_VALUE);
        }
    }

    private void add(byte[] bytes) {
        if (refused == null) {
            signals.add(new Piece(bytes));
        } else if (refusalBody.size() + bytes.length <= AnswerReader.LARGEST_REFUSAL) {
            refusalBody.writeBytes(bytes);
        }
    }

    @Override
    public void onError(Throwable failure) {
        Attempt failed = attempt;
        boolean begun = opening.isDone() || refused != null;
        Delivery delivery = begun || failed == null ? Delivery.MAYBE_SENT : failed.delivery(failure);
        boolean repeatable = !begun && failed != null && failed.isRepeatable(Effect.READ, delivery);
        if (repeatable && !repeated && !cancelled) {
            repeated = true;
            start();
            return;
        }
        opening.completeExceptionally(new BrokenException(delivery, failure));
        signals.add(new Broken(delivery, failure));
    }

    @Override
    public void onComplete() {
        ResponseHeaders head = refused;
        if (head == null) {
            opening.complete(new Accepted());
            signals.add(new Complete(trailers));
            return;
        }
        ArgoAnswer answer = framing.refusal(new WholeAnswer(head, refusalBody.toByteArray()), trailers);
        opening.complete(new Refused(answer));
        signals.add(new NoStream(answer));
    }

    /** There is no response. */
    static final class BrokenException extends Exception {
        private static final long serialVersionUID = 1;

        private final Delivery delivery;

        BrokenException(Delivery delivery, Throwable cause) {
            super(cause);
            this.delivery = delivery;
        }

        Delivery delivery() {
            return delivery;
        }
    }
}
