package io.tiphys.gateway.argo.log;

import io.tiphys.gateway.argo.ring.Awaited;
import io.tiphys.gateway.argo.ring.EventRing;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.EventStream.End;
import io.tiphys.gateway.lifecycle.stream.EventStream.Item;
import io.tiphys.gateway.lifecycle.stream.EventStream.Silence;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A followed log of the Argo Server and its readers. The hub reads lines no faster than its fastest reader. So a single
 * reader slows its source, and a slow one among several slows no other reader. Thread-safe.
 */
final class LogHub {
    /** The first reader may have left before the log was open. */
    private static final Duration FIRST_READER = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final int MOST_LINES = 16 * 1024;
    private static final long MOST_BYTES = 2L * 1024 * 1024;
    private static final Logger LOG = LoggerFactory.getLogger(LogHub.class);

    private final EventStream<byte[]> upstream;
    private final Consumer<LogHub> onOver;
    private final int mostLines;
    private final long mostBytes;
    private final EventRing<byte[]> ring;
    private final Set<LogReader<?>> readers = ConcurrentHashMap.newKeySet();
    private final Awaited room = new Awaited(this::fastestKeepsUp);
    private volatile boolean over;
    private volatile @Nullable GatewayException failure;
    private final long openedAt = System.nanoTime();
    private boolean joined;

    /**
     * A hub over a log that has just been opened.
     *
     * @param onOver called once, when no reader can join any more
     */
    LogHub(EventStream<byte[]> upstream, Consumer<LogHub> onOver) {
        this(upstream, onOver, MOST_LINES, MOST_BYTES);
    }

    LogHub(EventStream<byte[]> upstream, Consumer<LogHub> onOver, int mostLines, long mostBytes) {
        this.upstream = upstream;
        this.onOver = onOver;
        this.mostLines = mostLines;
        this.mostBytes = mostBytes;
        this.ring = new EventRing<>(mostLines, mostBytes, line -> {});
    }

    /** Starts to read lines. */
    void start() {
        Thread.ofVirtual().name("log-hub").start(this::pump);
    }

    /** Adds a reader; false when the hub has dropped the log's beginning or has ended, so that another hub is needed. */
    synchronized boolean join(LogReader<?> reader) {
        if (over || ring.first() > 0) {
            return false;
        }
        joined = true;
        readers.add(reader);
        return true;
    }

    synchronized void leave(LogReader<?> reader) {
        readers.remove(reader);
        if (readers.isEmpty()) {
            over = true;
            upstream.close();
        }
        room.wake();
    }

    EventRing<byte[]> ring() {
        return ring;
    }

    boolean over() {
        return over;
    }

    @Nullable
    GatewayException failure() {
        return failure;
    }

    /** Signals that a reader has advanced. */
    void readOn() {
        room.wake();
    }

    private void pump() {
        try (upstream) {
            boolean goesOn = true;
            while (goesOn && !abandoned()) {
                goesOn = switch (upstream.next(POLL)) {
                    case Item<byte[]>(byte[] line) -> {
                        add(line);
                        yield true;
                    }
                    case Silence<byte[]> ignored -> true;
                    case End<byte[]> ignored -> false;
                };
            }
        } catch (GatewayException e) {
            failure = e;
        } catch (RuntimeException | Error e) {
            LOG.error("a shared log failed", e);
            failure = new GatewayException(Problem.of(ErrorReason.INTERNAL, "The shared log failed."), e);
        } finally {
            synchronized (this) {
                over = true;
            }
            onOver.accept(this);
            readers.forEach(LogReader::wake);
        }
    }

    private synchronized boolean abandoned() {
        boolean awaited = !joined && System.nanoTime() - openedAt < FIRST_READER.toNanos();
        return readers.isEmpty() && !awaited;
    }

    private void add(byte[] line) {
        while (full(line) && !fastestKeepsUp() && !abandoned()) {
            room.await(System.nanoTime() + POLL.toNanos());
        }
        synchronized (this) {
            ring.add(line, line.length + 64);
        }
        readers.forEach(LogReader::wake);
    }

    private boolean full(byte[] line) {
        return ring.end() - ring.first() >= mostLines || ring.bytes() + line.length + 64 > mostBytes;
    }

    /** The fastest reader has read more than half of the kept lines: dropping lines now does not invalidate its cursor. */
    private boolean fastestKeepsUp() {
        long middle = (ring.first() + ring.end()) >>> 1;
        return readers.stream().anyMatch(reader -> reader.place() > middle);
    }
}
