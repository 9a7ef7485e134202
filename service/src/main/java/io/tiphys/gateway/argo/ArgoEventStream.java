package io.tiphys.gateway.argo;

import io.tiphys.gateway.error.GatewayException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A stream of an Argo Server. The server sends the head of its answer with the first event, or after 15 s with the first
 * sign of life, so a stream is open before anything came; a refusal, in contrast, is answered at once (measured: 3 to 20
 * ms). {@link #awaitRefusal} therefore waits a short while: what comes later, comes from {@link #next}.
 *
 * @param <T> what comes
 */
final class ArgoEventStream<T> implements OpeningStream<T> {
    /** Four signs of life are missing then: the connection is dead, though nobody said so. */
    static final Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    private final Exchange exchange;
    private final LineBody lines;
    private final StreamFormat<T> format;
    private final Duration longestSilence;
    private final Runnable onOver;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile boolean closed;
    private long lastSign = System.nanoTime();

    /** @param onOver run once, when the stream is over for whatever reason */
    ArgoEventStream(
            Exchange exchange, LineBody lines, StreamFormat<T> format, Duration longestSilence, Runnable onOver) {
        this.exchange = exchange;
        this.lines = lines;
        this.format = format;
        this.longestSilence = longestSilence;
        this.onOver = onOver;
        exchange.response().whenComplete(this::refuse);
    }

    /** An answer that is no stream, or none at all, reaches whoever waits for the next event. */
    private void refuse(@Nullable HttpResponse<byte[]> response, @Nullable Throwable failure) {
        if (failure != null) {
            lines.fail(
                    failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure);
        } else if (response != null && response.statusCode() != 200) {
            lines.fail(new RefusedException(ArgoAnswer.of(response)));
        }
    }

    @Override
    public boolean awaitRefusal(Duration patience) {
        try {
            HttpResponse<byte[]> response = exchange.response().get(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (response.statusCode() != 200 && !endsQuietly(ArgoAnswer.of(response))) {
                throw ArgoErrors.toException(ArgoAnswer.of(response), exchange.request());
            }
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw ExchangeFailures.broken(exchange, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException | CancellationException e) {
            throw interrupted(e);
        }
    }

    @Override
    public Step<T> next(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        try {
            while (!closed && !over.get()) {
                Optional<LineBody.Signal> signal = lines.next(Duration.ofNanos(until - System.nanoTime()));
                if (signal.isEmpty()) {
                    return silent();
                }
                lastSign = System.nanoTime();
                Optional<Step<T>> step = step(signal.get());
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

    private Optional<Step<T>> step(LineBody.Signal signal) throws IOException {
        return switch (signal) {
            case LineBody.Line line -> message(line.bytes());
            case LineBody.Broken broken -> Optional.of(broken(broken.cause()));
            default -> Optional.of(end());
        };
    }

    private Optional<Step<T>> message(byte[] line) throws IOException {
        Optional<StreamMessage> message = StreamMessage.of(line);
        if (message.isEmpty()) {
            return Optional.empty();
        }
        return switch (message.get()) {
            case StreamMessage.Result result ->
                format.reader().read(result.json()).map(Item::new);
            case StreamMessage.Failure failure -> Optional.of(failed(failure.answer()));
        };
    }

    private Step<T> broken(Throwable cause) throws IOException {
        if (closed) {
            return end();
        }
        return switch (cause) {
            case RefusedException refused -> failed(refused.answer);
            case LineBody.TooLongException tooLong -> throw new IOException(tooLong);
            default -> cut(cause);
        };
    }

    private Step<T> failed(ArgoAnswer answer) {
        if (endsQuietly(answer)) {
            return end();
        }
        throw ArgoErrors.ofOpenStream(answer, exchange.request());
    }

    private boolean endsQuietly(ArgoAnswer answer) {
        return format.resumable() && answer.isEndOfWatch();
    }

    private Step<T> silent() {
        return System.nanoTime() - lastSign < longestSilence.toNanos()
                ? new Silence<>()
                : cut(new IOException("no data for " + longestSilence));
    }

    private Step<T> cut(Throwable cause) {
        if (format.resumable() && exchange.response().isDone()) {
            return end();
        }
        throw ExchangeFailures.broken(exchange, cause);
    }

    private Step<T> end() {
        finish();
        return new End<>();
    }

    private GatewayException interrupted(Exception cause) {
        finish();
        if (cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return ExchangeFailures.cancelled(cause);
    }

    @Override
    public void close() {
        closed = true;
        finish();
    }

    private void finish() {
        if (over.compareAndSet(false, true)) {
            exchange.response().cancel(true);
            lines.cancel();
            onOver.run();
        }
    }

    /** Carries a refusal through the body that never came. */
    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        private final transient ArgoAnswer answer;

        RefusedException(ArgoAnswer answer) {
            this.answer = answer;
        }
    }
}
