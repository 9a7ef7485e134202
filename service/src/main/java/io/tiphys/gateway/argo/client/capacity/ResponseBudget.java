package io.tiphys.gateway.argo.client.capacity;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The budget in bytes for all complete responses of Argo Servers that the gateway holds at once. Large responses are
 * rejected before they fill the heap. Responses that are passed on in pieces do not count. Thread-safe.
 */
@Singleton
public final class ResponseBudget {
    private static final int PART_OF_HEAP = 8;

    /** Enough for some workflows of 1.5 MiB, the largest that Kubernetes stores. */
    private static final long LEAST = 16L << 20;

    /** The limit of the Argo Server's own gRPC side, in bytes. */
    private static final long LARGEST = 100L << 20;

    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final AtomicLong held = new AtomicLong();
    private final long most;

    @Inject
    ResponseBudget() {
        this(Math.max(LEAST, Runtime.getRuntime().maxMemory() / PART_OF_HEAP));
    }

    /** @param most the largest number of bytes held at once */
    public ResponseBudget(long most) {
        this.most = most;
    }

    /**
     * Opens a reservation for a response.
     *
     * @param change whether the request makes a change: the response then counts too, but is never rejected for the budget,
     *     because the change has been made
     */
    public HeldResponse hold(boolean change) {
        return new HeldResponse(this, !change);
    }

    /** The number of bytes currently held. */
    public long held() {
        return held.get();
    }

    /** The largest size of one response, in bytes. */
    long largest() {
        return Math.min(LARGEST, most);
    }

    void take(long bytes, boolean rejectable) {
        if (held.addAndGet(bytes) > most && rejectable) {
            giveBack(bytes);
            throw new GatewayException(Problem.of(
                            ErrorReason.TOO_MANY_CALLS,
                            "The responses of the Argo Server to concurrent requests have reached the limit of bytes that"
                                    + " the gateway holds.")
                    .with("limit", Long.toString(most))
                    .withRetryAfter(ASK_AGAIN));
        }
    }

    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }
}
