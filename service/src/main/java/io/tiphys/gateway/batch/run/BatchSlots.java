package io.tiphys.gateway.batch.run;

import io.tiphys.gateway.environment.EnvironmentLimits;
import io.tiphys.gateway.environment.Requester;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * The items that the batches of one caller carry out at once in an environment: half of the caller's share of calls, so that
 * the caller's other calls still get permits. One batch uses a quarter of the share, at most {@link #MOST}. Thread-safe.
 */
@Singleton
public final class BatchSlots {
    /** The highest number of items of one batch at once: an Argo Server gets no faster beyond. */
    static final int MOST = 16;

    private final Map<String, Shared> shared = new HashMap<>();

    private static final class Shared {
        private final Semaphore permits;
        private int batches;

        Shared(int permits) {
            this.permits = new Semaphore(permits, true);
        }
    }

    /** The slots of one batch. Close them once. */
    public final class Slots implements AutoCloseable {
        private final String holder;
        private final Semaphore ofCaller;
        private final Semaphore own;
        private final int most;

        private Slots(String holder, Semaphore ofCaller, int most) {
            this.holder = holder;
            this.ofCaller = ofCaller;
            this.most = most;
            this.own = new Semaphore(most);
        }

        /** Waits for a slot. */
        public void acquire() throws InterruptedException {
            own.acquire();
            try {
                ofCaller.acquire();
            } catch (InterruptedException e) {
                own.release();
                throw e;
            }
        }

        /** Releases an acquired slot. */
        public void release() {
            ofCaller.release();
            own.release();
        }

        /** Waits until every acquired slot is released; afterwards none can be acquired. */
        public void awaitAll() {
            own.acquireUninterruptibly(most);
        }

        @Override
        public void close() {
            leave(holder);
        }
    }

    /** Slots for a batch. */
    public Slots open(SubmissionEnvironment environment, Requester requester) {
        int share = share(environment.limits());
        String holder = environment.name() + " " + requester.caller();
        synchronized (shared) {
            Shared one = shared.computeIfAbsent(holder, any -> new Shared(Math.max(1, share / 2)));
            one.batches++;
            return new Slots(holder, one.permits, Math.max(1, Math.min(MOST, share / 4)));
        }
    }

    private static int share(EnvironmentLimits limits) {
        int percent = Math.min(limits.shares().callerShare(), limits.shares().addressShare());
        return (int) ((long) limits.maxConcurrentCalls() * percent / 100);
    }

    private void leave(String holder) {
        synchronized (shared) {
            shared.computeIfPresent(holder, (name, one) -> --one.batches == 0 ? null : one);
        }
    }

    /** The number of callers with a batch. */
    int callers() {
        synchronized (shared) {
            return shared.size();
        }
    }
}
