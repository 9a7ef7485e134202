package io.tiphys.gateway.argo.client;

import io.tiphys.gateway.argo.client.PulledAnswer.BrokenException;
import io.tiphys.gateway.argo.client.PulledAnswer.Refused;
import io.tiphys.gateway.argo.client.connection.Delivery;
import io.tiphys.gateway.argo.client.failure.ArgoErrors;
import io.tiphys.gateway.argo.client.failure.ExchangeFailures;
import io.tiphys.gateway.argo.client.framing.ArgoAnswer;
import io.tiphys.gateway.argo.client.framing.ArgoMessage;
import io.tiphys.gateway.argo.client.framing.Framing;
import io.tiphys.gateway.argo.client.framing.StreamFormat;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.argo.client.request.Wire;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A stream of an Argo Server. Over HTTP the server sends its response headers with the first event, or after 15 s with the
 * first heartbeat. So a stream is open before anything arrives. A refusal, in contrast, arrives at once (measured: 3 to 20
 * ms). {@link #awaitRefusal} therefore waits a short while; {@link #next} reports later refusals. Over gRPC the headers
 * arrive at once, and there are no heartbeats. One thread reads; any thread may close.
 *
 * @param <T> the type of an event
 */
public final class ArgoStream<T> implements EventStream<T> {
    /** The time of four heartbeats without a byte: the connection is dead although nothing reported a close. */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    private static final int UNAVAILABLE = 14;

    private final ArgoRequest request;
    private final PulledAnswer answer;
    private final Framing framing;
    private final StreamFormat<T> format;
    private final Duration longestSilence;
    private final Runnable onOver;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean closed;
    private long lastSign = System.nanoTime();

    /**
     * Sends the request.
     *
     * @param onOver run once, when the stream ends for any reason
     */
    ArgoStream(
            ArgoRequest request,
            PulledAnswer answer,
            Framing framing,
            StreamFormat<T> format,
            Duration longestSilence,
            Runnable onOver) {
        this.request = request;
        this.answer = answer;
        this.framing = framing;
        this.format = format;
        this.longestSilence = longestSilence;
        this.onOver = onOver;
        answer.start();
    }

    /**
     * Waits a short while for the response headers.
     *
     * @return whether they arrived; a stream that is still silent is open all the same
     * @throws io.tiphys.gateway.credentials.CredentialRefusedException for a token that the server does not accept
     * @throws GatewayException for any other refusal, or when there is no response
     */
    boolean awaitRefusal(Duration timeout) {
        try {
            if (answer.opening().get(timeout.toNanos(), TimeUnit.NANOSECONDS) instanceof Refused(ArgoAnswer refusal)
                    && !endsQuietly(refusal)) {
                throw ArgoErrors.toException(refusal, request);
            }
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BrokenException broken
                    ? ExchangeFailures.broken(request, broken.delivery(), broken)
                    : ExchangeFailures.broken(request, Delivery.MAYBE_SENT, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    @Override
    public Step<T> next(Duration timeout) {
        long until = System.nanoTime() + timeout.toNanos();
        try {
            while (!closed && !over.get()) {
                Optional<Step<T>> step = advance(until);
                if (step.isPresent()) {
                    return step.get();
                }
            }
            return new End<>();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (IOException e) {
            finish();
            throw ExchangeFailures.incomprehensible(e);
        } catch (RuntimeException e) {
            finish();
            throw e;
        }
    }

    /** Processes the next message or piece; empty when neither yields a step for the reader. */
    private Optional<Step<T>> advance(long until) throws InterruptedException, IOException {
        Optional<ArgoMessage> message = framing.next();
        if (message.isPresent()) {
            return ofMessage(message.get());
        }
        PulledAnswer.Signal signal = answer.next(until);
        if (signal == null) {
            return Optional.of(silent());
        }
        lastSign = System.nanoTime();
        return ofSignal(signal);
    }

    private Optional<Step<T>> ofMessage(ArgoMessage message) throws IOException {
        return switch (message) {
            case ArgoMessage.Result result ->
                format.reader().read(result.payload()).map(Item::new);
            case ArgoMessage.Failure failure -> Optional.of(failed(failure.answer()));
        };
    }

    private Optional<Step<T>> ofSignal(PulledAnswer.Signal signal) {
        return switch (signal) {
            case PulledAnswer.Piece piece -> {
                framing.add(piece.bytes());
                yield Optional.empty();
            }
            case PulledAnswer.Complete complete -> Optional.of(complete(complete));
            case PulledAnswer.NoStream refused -> Optional.of(failed(refused.answer()));
            case PulledAnswer.Broken broken -> Optional.of(cut(broken.delivery(), broken.cause()));
            case PulledAnswer.Cancelled ignored -> Optional.of(end());
        };
    }

    private Step<T> complete(PulledAnswer.Complete complete) {
        try {
            Optional<ArgoAnswer> failure = framing.end(complete.trailers());
            return failure.isPresent() ? failed(failure.get()) : end();
        } catch (EOFException e) {
            return cut(Delivery.MAYBE_SENT, e);
        }
    }

    private Step<T> failed(ArgoAnswer failure) {
        if (closed || endsQuietly(failure)) {
            return end();
        }
        throw ArgoErrors.ofOpenStream(failure, request);
    }

    /** A stopping server ends its gRPC calls with UNAVAILABLE. */
    private boolean endsQuietly(ArgoAnswer failure) {
        return format.resumable()
                && (failure.isEndOfWatch() || accepted() && failure.code().equals(Optional.of(UNAVAILABLE)));
    }

    private boolean accepted() {
        return answer.accepted();
    }

    private Step<T> silent() {
        boolean heartbeats = request.wire() == Wire.JSON || !accepted();
        return !heartbeats || System.nanoTime() - lastSign < longestSilence.toNanos()
                ? new Silence<>()
                : cut(Delivery.MAYBE_SENT, new IOException("no heartbeat for " + longestSilence));
    }

    private Step<T> cut(Delivery delivery, Throwable cause) {
        if (closed || format.resumable() && accepted()) {
            return end();
        }
        throw ExchangeFailures.broken(request, delivery, cause);
    }

    private Step<T> end() {
        finish();
        return new End<>();
    }

    private GatewayException interrupted(InterruptedException cause) {
        finish();
        Thread.currentThread().interrupt();
        return ExchangeFailures.cancelled(cause);
    }

    @Override
    public void close() {
        closed = true;
        finish();
    }

    private void finish() {
        if (over.compareAndSet(false, true)) {
            answer.cancel();
            onOver.run();
        }
    }
}
