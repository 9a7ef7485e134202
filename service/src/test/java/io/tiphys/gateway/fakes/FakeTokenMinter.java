package io.tiphys.gateway.fakes;

import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.TokenMinter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the tokens {@code minted-1}, {@code minted-2} and so on, each as long-lived as it was asked for. */
public final class FakeTokenMinter implements TokenMinter {
    /** What was asked, in order. */
    public final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** The threads that asked, in order: once one has ended, its answer has been dealt with. */
    public final List<Thread> askers = new CopyOnWriteArrayList<>();

    /** Run at the start of every request; may wait or throw. */
    public volatile Runnable before = () -> {};

    private final AtomicInteger minted = new AtomicInteger();
    private final Clock clock;

    /**
     * A request.
     *
     * @param environment whose cluster
     * @param key which token
     * @param lifetime how long it is wanted to live
     */
    public record Asked(String environment, AccountKey key, Duration lifetime) {}

    public FakeTokenMinter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public MintedToken mint(String environment, AccountKey key, Duration lifetime) {
        askers.add(Thread.currentThread());
        asked.add(new Asked(environment, key, lifetime));
        before.run();
        return new MintedToken(
                BearerToken.of("minted-" + minted.incrementAndGet()),
                clock.instant().plus(lifetime));
    }
}
