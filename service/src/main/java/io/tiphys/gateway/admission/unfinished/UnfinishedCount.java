package io.tiphys.gateway.admission.unfinished;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.environment.AdmissionLimits.MaxUnfinished;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The unfinished workflows of a namespace, in total and by caller: those that the watch shows, and the slots of creations
 * that it does not show yet. Thread-safe.
 */
final class UnfinishedCount implements UnfinishedWorkflows {
    /**
     * The time for which a slot outlives its creation if the watch does not show the workflow, which may have been deleted at
     * once.
     */
    static final Duration HELD = Duration.ofSeconds(10);

    private final Ticker ticker;
    private final Map<String, String> callers = new HashMap<>();
    private final Map<String, Integer> byCaller = new HashMap<>();
    private final Map<CreationTrace, Deque<OpenSlot>> expected = new HashMap<>();
    private final Set<OpenSlot> slots = new LinkedHashSet<>();
    private final FinishRate rate = new FinishRate();

    UnfinishedCount(Ticker ticker) {
        this.ticker = ticker;
    }

    /**
     * A limit that was reached.
     *
     * @param ofCaller whether it is the caller's limit; otherwise the namespace's
     * @param limit the limit
     * @param count the number of unfinished workflows that count towards the limit
     * @param estimate the estimated time until one of them has finished; empty if unknown
     */
    record Reached(boolean ofCaller, int limit, int count, Optional<Duration> estimate) {}

    /**
     * A slot, or the limit that forbids it.
     *
     * @param slot the slot; empty if a limit was reached
     */
    record Verdict(Optional<Slot> slot, Optional<Reached> reached) {}

    /** Takes a slot for a workflow of a caller unless a limit is reached. */
    synchronized Verdict take(String caller, CreationTrace trace, MaxUnfinished limits) {
        expire();
        Optional<Reached> reached = reached(caller, limits);
        return new Verdict(reached.isPresent() ? Optional.empty() : Optional.of(take(caller, trace)), reached);
    }

    private Optional<Reached> reached(String caller, MaxUnfinished limits) {
        int own = byCaller.getOrDefault(caller, 0);
        if (limits.caller() > 0 && own >= limits.caller()) {
            return Optional.of(new Reached(true, limits.caller(), own, estimate(own)));
        }
        int all = total();
        return limits.namespace() > 0 && all >= limits.namespace()
                ? Optional.of(new Reached(false, limits.namespace(), all, estimate(all)))
                : Optional.empty();
    }

    private Optional<Duration> estimate(int count) {
        return rate.interval(ticker.read())
                .map(interval -> interval.multipliedBy(total()).dividedBy(count));
    }

    private Slot take(String caller, CreationTrace trace) {
        if (trace.label().isEmpty() && callers.containsKey(trace.value())) {
            return Slot.NONE; // the retry of a workflow that counts already
        }
        OpenSlot slot = new OpenSlot(caller, trace);
        slots.add(slot);
        expected.computeIfAbsent(trace, key -> new ArrayDeque<>()).addLast(slot);
        byCaller.merge(caller, 1, Integer::sum);
        return slot;
    }

    /** The number of unfinished workflows and slots. */
    synchronized int total() {
        return callers.size() + slots.size();
    }

    @Override
    public synchronized void present(String name, Map<String, String> labels) {
        String caller = labels.getOrDefault(CallerLabel.KEY, "");
        String before = callers.put(name, caller);
        if (before == null) {
            settle(CreationTrace.named(name));
            labels.forEach((key, value) -> settle(new CreationTrace(key, value)));
        } else {
            decrement(before);
        }
        byCaller.merge(caller, 1, Integer::sum);
    }

    @Override
    public synchronized void gone(String name) {
        String caller = callers.remove(name);
        if (caller != null) {
            decrement(caller);
            rate.finished(ticker.read());
        }
    }

    private void settle(CreationTrace trace) {
        Deque<OpenSlot> waiting = expected.get(trace);
        if (waiting != null) {
            remove(waiting.getFirst());
        }
    }

    private void remove(OpenSlot slot) {
        if (slots.remove(slot)) {
            decrement(slot.caller);
            expected.computeIfPresent(slot.trace, (trace, waiting) -> {
                waiting.remove(slot);
                return waiting.isEmpty() ? null : waiting;
            });
        }
    }

    private void decrement(String caller) {
        byCaller.computeIfPresent(caller, (key, count) -> count == 1 ? null : count - 1);
    }

    private void expire() {
        long now = ticker.read();
        List<OpenSlot> expired = new ArrayList<>();
        for (OpenSlot slot : slots) {
            if (slot.ended && now - slot.endedAt >= HELD.toNanos()) {
                expired.add(slot);
            }
        }
        expired.forEach(this::remove);
    }

    private final class OpenSlot implements Slot {
        private final String caller;
        private final CreationTrace trace;
        private boolean ended;
        private long endedAt;

        OpenSlot(String caller, CreationTrace trace) {
            this.caller = caller;
            this.trace = trace;
        }

        @Override
        public void created() {
            synchronized (UnfinishedCount.this) {
                ended = true;
                endedAt = ticker.read();
            }
        }

        @Override
        public void notCreated() {
            synchronized (UnfinishedCount.this) {
                remove(this);
            }
        }
    }
}
