package io.tiphys.gateway.server.body;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.server.configuration.ServerConfiguration;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The budget in bytes for all request bodies that the gateway holds at once, across all APIs. Large bodies are rejected
 * before they fill the heap. Senders without a token use at most a quarter of the budget. Thread-safe.
 */
@Singleton
public final class BodyBudget {
    /** The heap holds the tree of a body, which is ten times the size of the body, and the rest of the gateway. */
    private static final int PART_OF_HEAP = 16;

    /** Enough for one body of the largest permitted size, as counted. */
    private static final long LEAST = 10L << 20;

    private static final int SHARES = 4;
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final AtomicLong held = new AtomicLong();
    private final AtomicLong heldForAnonymous = new AtomicLong();
    private final long most;

    @Inject
    BodyBudget(ServerConfiguration configuration) {
        this(
                configuration.maxBodyBytes() > 0
                        ? configuration.maxBodyBytes()
                        : Math.max(LEAST, Runtime.getRuntime().maxMemory() / PART_OF_HEAP));
    }

    /** @param most the largest number of bytes held at once */
    public BodyBudget(long most) {
        this.most = most;
    }

    /** Opens a reservation for the body of an authenticated sender. */
    public BodyReservation open() {
        return new BodyReservation(this, false);
    }

    /** Opens a reservation for the body of an anonymous sender. */
    public BodyReservation openAnonymous() {
        return new BodyReservation(this, true);
    }

    /** The number of bytes currently held. */
    public long held() {
        return held.get();
    }

    void take(long bytes, boolean anonymous) {
        boolean tooMany = held.addAndGet(bytes) > most;
        boolean tooManyOfAnonymous = anonymous && heldForAnonymous.addAndGet(bytes) > most / SHARES;
        if (tooMany || tooManyOfAnonymous) {
            giveBack(bytes, anonymous);
            throw new GatewayException(Problem.of(
                            ErrorReason.TOO_MANY_CALLS,
                            "The bodies of concurrent requests have reached the limit of bytes that the gateway holds.")
                    .with("limit", Long.toString(most))
                    .withRetryAfter(ASK_AGAIN));
        }
    }

    void giveBack(long bytes, boolean anonymous) {
        held.addAndGet(-bytes);
        if (anonymous) {
            heldForAnonymous.addAndGet(-bytes);
        }
    }
}
