package io.tiphys.gateway.argo;

import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a stream, pulled line by line. The next buffers are asked for when the last ones are used up, so a reader
 * that stops reading stops the server. One thread pulls; any thread may cancel.
 */
final class LineBody implements BodySubscriber<byte[]> {
    /** A watch event carries a whole workflow with its nodes, which Argo keeps below 1 MiB compressed. */
    static final int LONGEST_LINE = 20 * 1024 * 1024;

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final LineSplitter lines = new LineSplitter(LONGEST_LINE);
    private boolean hungry;
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean cancelled;

    /** What a pull brings. */
    sealed interface Signal {}

    /**
     * A line without its end.
     *
     * @param bytes what it holds
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Line(byte[] bytes) implements Signal {}

    /** The body is complete. */
    record Complete() implements Signal {}

    /**
     * It broke, or what should have been a stream is something else.
     *
     * @param cause why
     */
    record Broken(Throwable cause) implements Signal {}

    /** Somebody cancelled. */
    record Cancelled() implements Signal {}

    private record Buffers(List<ByteBuffer> bytes) implements Signal {}

    /**
     * The next signal; empty when none came in this time.
     *
     * @throws InterruptedException when the waiting thread is interrupted
     */
    Optional<Signal> next(Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<Signal> line = received();
            if (line.isPresent()) {
                return line;
            }
            askForMore();
            Signal signal = signals.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (signal instanceof Buffers buffers) {
                hungry = true;
                lines.add(buffers.bytes());
            } else if (signal instanceof Complete && lines.unfinished()) {
                return Optional.of(new Broken(new EOFException("the last line has no end")));
            } else {
                return Optional.ofNullable(signal);
            }
        }
    }

    private Optional<Signal> received() {
        try {
            return lines.next().map(Line::new);
        } catch (IOException e) {
            return Optional.of(new Broken(new TooLongException(e)));
        }
    }

    private void askForMore() {
        Flow.Subscription current = subscription;
        if (hungry && current != null) {
            hungry = false;
            current.request(1);
        }
    }

    /** Ends the body from the reader's side; a waiting {@link #next} returns. */
    void cancel() {
        cancelled = true;
        Flow.Subscription current = subscription;
        if (current != null) {
            current.cancel();
        }
        signals.add(new Cancelled());
    }

    /** Tells the reader that there will be no body. */
    void fail(Throwable cause) {
        signals.add(new Broken(cause));
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return CompletableFuture.completedFuture(new byte[0]);
    }

    @Override
    public void onSubscribe(Flow.Subscription upstream) {
        subscription = upstream;
        if (cancelled) {
            upstream.cancel();
        } else {
            upstream.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        signals.add(new Buffers(buffers));
    }

    @Override
    public void onError(Throwable failure) {
        signals.add(new Broken(failure));
    }

    @Override
    public void onComplete() {
        signals.add(new Complete());
    }

    /** A line is longer than any the Argo Server sends. */
    static final class TooLongException extends Exception {
        private static final long serialVersionUID = 1;

        TooLongException(Throwable cause) {
            super(cause);
        }
    }
}
