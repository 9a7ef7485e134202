package io.tiphys.client.internal.stream;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response that may last for hours. Unlike the JDK's own stream, this one has a read timeout: after the agreed
 * silence the connection counts as dead. The stream requests one portion at a time, so a slow reader slows the gateway and
 * does not fill its own memory.
 */
final class ResponseBody extends InputStream implements Flow.Subscriber<List<ByteBuffer>> {
    private final Duration silence;
    private final LinkedBlockingQueue<Portion> portions = new LinkedBlockingQueue<>();
    private final Queue<ByteBuffer> current = new ArrayDeque<>();
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean closed;

    /** A portion: bytes, or the end with or without a failure. */
    private record Portion(
            List<ByteBuffer> bytes, boolean last, @Nullable Throwable failure) {}

    ResponseBody(Duration silence) {
        this.silence = silence;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (!closed && (current.isEmpty() || !current.peek().hasRemaining())) {
            if (!current.isEmpty()) {
                current.remove();
            } else if (!receive()) {
                return -1;
            }
        }
        ByteBuffer next = closed ? null : current.peek();
        if (next == null) {
            return -1;
        }
        int count = Math.min(length, next.remaining());
        next.get(target, offset, count);
        return count;
    }

    /** Waits for the next portion; false at the end. */
    private boolean receive() throws IOException {
        try {
            Portion portion = portions.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
            if (portion == null) {
                throw new HttpTimeoutException("nothing came for " + silence);
            }
            if (portion.failure() != null) {
                throw new IOException("the connection broke", portion.failure());
            }
            current.addAll(portion.bytes());
            return !portion.last();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Flow.Subscription source = subscription;
            if (source != null) {
                source.request(1);
            }
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription source) {
        subscription = source;
        if (closed) {
            source.cancel();
        } else {
            source.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        portions.add(new Portion(bytes, false, null));
    }

    @Override
    public void onError(Throwable failure) {
        portions.add(new Portion(List.of(), true, failure));
    }

    @Override
    public void onComplete() {
        portions.add(new Portion(List.of(), true, null));
    }

    /** Ends the exchange; a waiting reader sees the end. */
    @Override
    public void close() {
        closed = true;
        Flow.Subscription source = subscription;
        if (source != null) {
            source.cancel();
        }
        portions.add(new Portion(List.of(), true, null));
    }
}
