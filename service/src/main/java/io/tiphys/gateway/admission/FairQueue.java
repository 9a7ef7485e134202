package io.tiphys.gateway.admission;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;

/**
 * Turns at a resource with a limit of concurrent uses. While uses wait, each flow gets turns in proportion to its weight,
 * however many uses of the flow wait (stride scheduling: Waldspurger and Weihl, 1995). The uses of one flow keep their order.
 * Thread-safe.
 */
final class FairQueue {
    /** Of flows with the same pass, the one whose use has waited longest is next. */
    private static final Comparator<Flow> ORDER = Comparator.comparingDouble((Flow flow) -> flow.pass)
            .thenComparingLong(flow -> flow.waiting.getFirst().arrival);

    private final IntSupplier limit;
    private final int maxWaiting;
    private final int maxWaitingOfFlow;
    private final Map<String, Flow> flows = new HashMap<>();
    /** The pass of the flow that got the last turn. */
    private double pass;

    private long arrivals;
    private int waiting;
    private int inUse;

    /**
     * Creates a queue.
     *
     * @param limit the current limit of concurrent uses; at least 1
     * @param maxWaiting the highest number of waiting uses
     * @param maxWaitingOfFlow the highest number of waiting uses of one flow
     */
    FairQueue(IntSupplier limit, int maxWaiting, int maxWaitingOfFlow) {
        this.limit = limit;
        this.maxWaiting = maxWaiting;
        this.maxWaitingOfFlow = maxWaitingOfFlow;
    }

    /**
     * Requests a turn; the turn may already have come.
     *
     * @param name the flow, for example a caller
     * @param weight the current weight of the flow; at least 1
     * @return empty when too many uses wait, in total or of this flow
     */
    synchronized Optional<Turn> enter(String name, int weight) {
        Flow known = flows.get(name);
        boolean free = waiting == 0 && inUse < limit.getAsInt();
        int ofFlow = known == null ? 0 : known.waiting.size();
        if (!free && (waiting >= maxWaiting || ofFlow >= maxWaitingOfFlow)) {
            return Optional.empty();
        }
        Flow flow = flows.computeIfAbsent(name, key -> new Flow());
        flow.weight = weight;
        if (flow.waiting.isEmpty()) {
            flow.pass = Math.max(flow.pass, pass); // an absent flow saves no turns
        }
        Turn turn = new Turn(flow, arrivals++);
        flow.waiting.add(turn);
        waiting++;
        dispatch();
        return Optional.of(turn);
    }

    /** The number of waiting uses. */
    synchronized int waiting() {
        return waiting;
    }

    /** The number of uses that have their turn. */
    synchronized int inUse() {
        return inUse;
    }

    private void dispatch() {
        while (waiting > 0 && inUse < limit.getAsInt()) {
            Flow next = flows.values().stream()
                    .filter(flow -> !flow.waiting.isEmpty())
                    .min(ORDER)
                    .orElseThrow();
            pass = next.pass;
            next.pass += 1.0 / next.weight;
            Turn turn = next.waiting.removeFirst();
            waiting--;
            inUse++;
            turn.hasCome.complete(null);
        }
    }

    private int position(Turn turn) {
        int own = turn.flow.waiting.indexOf(turn);
        if (own < 0) {
            return 0;
        }
        double mine = turn.flow.pass + (double) own / turn.flow.weight;
        int earlier = own;
        for (Flow flow : flows.values()) {
            if (flow != turn.flow && flow.pass <= mine) {
                earlier += (int) Math.min(flow.waiting.size(), Math.floor((mine - flow.pass) * flow.weight) + 1);
            }
        }
        return earlier;
    }

    private void leave(Turn turn) {
        if (turn.flow.waiting.remove(turn)) {
            waiting--;
        } else {
            inUse--;
            dispatch();
        }
        flows.values().removeIf(flow -> flow.waiting.isEmpty() && flow.pass <= pass);
        if (inUse == 0 && waiting == 0) {
            flows.clear();
            pass = 0;
        }
    }

    private static final class Flow {
        private final List<Turn> waiting = new ArrayList<>();
        private double pass;
        private int weight = 1;
    }

    /** A requested use; to be closed in any case. Thread-safe. */
    final class Turn implements AutoCloseable {
        private final Flow flow;
        private final long arrival;
        private final CompletableFuture<Void> hasCome = new CompletableFuture<>();
        private boolean closed;

        private Turn(Flow flow, long arrival) {
            this.flow = flow;
            this.arrival = arrival;
        }

        /**
         * Waits for the turn.
         *
         * @return whether the turn has come in time
         */
        boolean await(Duration time) throws InterruptedException {
            try {
                hasCome.get(time.toNanos(), TimeUnit.NANOSECONDS);
                return true;
            } catch (TimeoutException e) {
                return hasCome.isDone();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e); // never completed with a failure
            }
        }

        /** Whether the turn has come. */
        boolean hasCome() {
            return hasCome.isDone();
        }

        /** The number of waiting uses whose turns come earlier, if none is added. */
        int position() {
            synchronized (FairQueue.this) {
                return FairQueue.this.position(this);
            }
        }

        /** Ends the use, or leaves the queue. */
        @Override
        public void close() {
            synchronized (FairQueue.this) {
                if (!closed) {
                    closed = true;
                    leave(this);
                }
            }
        }
    }
}
