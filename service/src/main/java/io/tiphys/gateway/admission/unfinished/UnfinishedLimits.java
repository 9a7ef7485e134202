package io.tiphys.gateway.admission.unfinished;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.admission.unfinished.UnfinishedCount.Verdict;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.environment.AdmissionLimits.MaxUnfinished;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The limits of unfinished workflows, per namespace and per caller in a namespace. They are no check of authority: while the
 * counts are unknown, creations pass. Thread-safe.
 */
@Singleton
public final class UnfinishedLimits {
    /** The longest wait for the first counts of a namespace. */
    private static final Duration FIRST_COUNTS = Duration.ofSeconds(5);

    private final UnfinishedWatches watches;
    private final Ticker ticker;
    private final Map<Key, Counted> namespaces = new ConcurrentHashMap<>();

    public UnfinishedLimits(UnfinishedWatches watches, Ticker ticker) {
        this.watches = watches;
        this.ticker = ticker;
    }

    private record Key(String environment, Namespace namespace) {}

    private record Counted(UnfinishedCount count, UnfinishedWatches.Watch watch, Deadline first) {}

    /**
     * Takes a slot for a workflow of the caller. The first call for a namespace waits for its counts.
     *
     * @param trace recognizes the workflow in the watch
     * @throws GatewayException with TOO_MANY_WORKFLOWS when a limit is reached, or CANCELLED
     */
    public Slot take(CallContext context, Namespace namespace, CreationTrace trace) {
        MaxUnfinished limits =
                context.environment().limits().shares().admission().maxUnfinished();
        if (!limits.any()) {
            return Slot.NONE;
        }
        Counted counted = namespaces.computeIfAbsent(
                new Key(context.environment().name(), namespace), key -> open(context.environment(), namespace));
        awaitFirst(counted, context.deadline());
        String caller = CallerLabel.of(context.caller());
        Verdict verdict = counted.count().take(caller, trace, counted.watch().current() ? limits : MaxUnfinished.NONE);
        return verdict.slot()
                .orElseThrow(() -> UnfinishedProblems.reached(
                        context, namespace, verdict.reached().orElseThrow()));
    }

    private Counted open(SubmissionEnvironment environment, Namespace namespace) {
        UnfinishedCount count = new UnfinishedCount(ticker);
        return new Counted(count, watches.open(environment, namespace, count), Deadline.after(FIRST_COUNTS));
    }

    private static void awaitFirst(Counted counted, Deadline deadline) {
        if (counted.watch().begun().isDone() || counted.first().passed()) {
            return;
        }
        try {
            deadline.within(counted.first().remaining()).await(counted.watch().begun());
        } catch (GatewayException e) {
            if (e.problem().reason() == ErrorReason.CANCELLED) {
                throw e;
            }
        }
    }

    /**
     * The unfinished workflows of an environment.
     *
     * @param unfinished their number, in the namespaces that are counted
     * @param unknown the number of namespaces whose count is unknown
     */
    public record Load(int unfinished, int unknown) {}

    /** The current counts of an environment. */
    public Load load(SubmissionEnvironment environment) {
        int unfinished = 0;
        int unknown = 0;
        for (Map.Entry<Key, Counted> one : namespaces.entrySet()) {
            if (one.getKey().environment().equals(environment.name())) {
                unfinished += one.getValue().count().total();
                unknown += one.getValue().watch().current() ? 0 : 1;
            }
        }
        return new Load(unfinished, unknown);
    }
}
