package io.tiphys.gateway.server.body;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.server.configuration.PortConfiguration;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The one budget of bytes for all bodies of requests that the gateway holds at once, whichever API they came to, so that
 * large bodies are refused before they fill the heap. What senders have who showed no token takes a quarter of it at most.
 * Thread-safe.
 */
@Singleton
public final class BodyBudget {
    /** The heap holds ten times a body's size for the tree that is made of it, and the rest of the gateway. */
    private static final int PART_OF_HEAP = 16;

    /** Room for one body of the largest size that is read, as it is counted. */
    private static final long LEAST = 10L << 20;

    private static final int SHARES = 4;
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final AtomicLong held = new AtomicLong();
    private final AtomicLong heldForAnonymous = new AtomicLong();
    private final long most;

    @Inject
    BodyBudget(PortConfiguration configuration) {
        this(
                configuration.maxBodyBytes() > 0
                        ? configuration.maxBodyBytes()
                        : Math.max(LEAST, Runtime.getRuntime().maxMemory() / PART_OF_HEAP));
    }

    /** @param most how many bytes are held at once */
    public BodyBudget(long most) {
        this.most = most;
    }

    /** Begins to hold the body of a sender whose token was checked. */
    public BodyReservation open() {
        return new BodyReservation(this, false);
    }

    /** Begins to hold the body of a sender whom nobody knows. */
    public BodyReservation openAnonymous() {
        return new BodyReservation(this, true);
    }

    /** How many bytes are held now. */
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
