package io.tiphys.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdaptiveLimitTest {
    private static final int MOST = 64;
    private static final long SEED = 20261130;
    private static final double AVERAGE_MILLIS = 20;

    /** Callers who would have more creations under way than the highest limit permits. */
    @ParameterizedTest(name = "{0} creations at once, some of them long: {1}")
    @CsvSource({"1, false", "2, false", "4, false", "16, false", "48, false", "2, true", "16, true", "48, true"})
    void findsHowManyCreationsAServerCarriesOutAtOnce(int workers, boolean someLong) {
        AdaptiveLimit limit = new AdaptiveLimit(MOST);
        Server server = new Server(workers, someLong, SEED);
        server.serve(limit, MOST, TimeUnit.MINUTES.toMillis(2));
        int before = server.done;
        server.serve(limit, MOST, TimeUnit.MINUTES.toMillis(2));
        double possible = workers * TimeUnit.MINUTES.toMillis(2) / AVERAGE_MILLIS;
        assertThat(limit.current()).isBetween(workers, Math.max(9, workers * 3 / 2));
        assertThat((server.done - before) / possible).isGreaterThan(0.9);
    }

    @Test
    void givesAServerThatHasBecomeSlowerItsLimitBack() {
        AdaptiveLimit limit = new AdaptiveLimit(MOST);
        Server server = new Server(16, false, SEED);
        server.serve(limit, MOST, TimeUnit.MINUTES.toMillis(2));
        server.slowness = 3;
        server.serve(limit, MOST, TimeUnit.MINUTES.toMillis(30));
        assertThat(limit.current()).isGreaterThanOrEqualTo(16);
    }

    @Test
    void fallsToItsLeastWhileNothingIsAnswered() {
        AdaptiveLimit limit = new AdaptiveLimit(MOST);
        Server server = new Server(48, false, SEED);
        server.serve(limit, MOST, TimeUnit.MINUTES.toMillis(2));
        for (int second = 0; second < 120; second++) {
            long begun = TimeUnit.SECONDS.toNanos(1000 + second);
            for (int call = 0; call < 20; call++) {
                limit.ended(begun, TimeUnit.MILLISECONDS.toNanos(900 + call), limit.current(), true);
            }
        }
        assertThat(limit.current()).isEqualTo(4);
    }

    @Test
    void neverExceedsALowMaximum() {
        AdaptiveLimit limit = new AdaptiveLimit(2);
        new Server(16, false, SEED).serve(limit, MOST, TimeUnit.MINUTES.toMillis(2));
        assertThat(limit.current()).isEqualTo(2);
    }

    /** Carries out so many creations at once, and lets the others wait in their order. Its clock is of its own. */
    private static final class Server {
        private record Creation(double begun, int inUse) {}

        private record Running(double ends, Creation creation) {}

        private final int workers;
        private final boolean someLong;
        private final Random random;
        private final PriorityQueue<Running> running = new PriorityQueue<>(Comparator.comparingDouble(Running::ends));
        private final Queue<Creation> waiting = new ArrayDeque<>();
        private double now;
        private double slowness = 1;
        private int done;

        private Server(int workers, boolean someLong, long seed) {
            this.workers = workers;
            this.someLong = someLong;
            this.random = new Random(seed);
        }

        /** With as many creations under way as limit and callers permit. */
        void serve(AdaptiveLimit limit, int callers, double millis) {
            double end = now + millis;
            while (now < end) {
                while (running.size() + waiting.size() < Math.min(limit.current(), callers)) {
                    begin(new Creation(now, running.size() + waiting.size() + 1));
                }
                end(limit);
            }
        }

        private void begin(Creation creation) {
            if (running.size() < workers) {
                running.add(new Running(now + duration(), creation));
            } else {
                waiting.add(creation);
            }
        }

        private void end(AdaptiveLimit limit) {
            Running next = running.remove();
            now = next.ends();
            done++;
            double begun = next.creation().begun();
            limit.ended(nanos(begun), nanos(now - begun), next.creation().inUse(), false);
            if (!waiting.isEmpty()) {
                running.add(new Running(now + duration(), waiting.remove()));
            }
        }

        /** Three of 100 take ten times as long, with the same average. */
        private double duration() {
            double spread = AVERAGE_MILLIS * (0.5 + random.nextDouble()) * slowness;
            if (!someLong) {
                return spread;
            }
            return spread / 1.27 * (random.nextInt(100) < 3 ? 10 : 1);
        }

        private static long nanos(double millis) {
            return (long) (millis * 1e6);
        }
    }
}
