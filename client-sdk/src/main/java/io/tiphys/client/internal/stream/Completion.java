package io.tiphys.client.internal.stream;

import io.tiphys.client.Reason;
import io.tiphys.client.TiphysException;
import io.tiphys.client.TiphysException.Failure;
import io.tiphys.client.internal.CallFailures;
import io.tiphys.client.workflow.EventIterator;
import io.tiphys.client.workflow.Workflow;
import io.tiphys.client.workflow.WorkflowChange;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for the end of a workflow: watches it, and watches again after a break, until the time is up. */
public final class Completion {
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final String name;
    private final Supplier<EventIterator<WorkflowChange>> watch;
    private final long deadline;

    public Completion(String name, Duration timeout, Supplier<EventIterator<WorkflowChange>> watch) {
        this.name = name;
        this.watch = watch;
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    /** The workflow after its end. */
    public Workflow await() {
        while (true) {
            Optional<Workflow> ended;
            try {
                ended = watchOnce();
            } catch (TiphysException e) {
                if (!e.retryable() && e.reason() != Reason.WATCH_EXPIRED) {
                    throw e;
                }
                ended = Optional.empty();
            }
            if (ended.isPresent()) {
                return ended.get();
            }
            pause();
        }
    }

    private Optional<Workflow> watchOnce() {
        try (EventIterator<WorkflowChange> changes = watch.get()) {
            CompletableFuture.delayedExecutor(Math.max(0, remaining()), TimeUnit.NANOSECONDS)
                    .execute(changes::close);
            while (changes.hasNext()) {
                WorkflowChange change = changes.next();
                if (change.workflow().ended()) {
                    return Optional.of(change.workflow());
                }
                if (change.type() == WorkflowChange.Type.DELETED) {
                    throw failure(Reason.WORKFLOW_NOT_FOUND, "Workflow '" + name + "' was deleted before it ended.");
                }
            }
        }
        return Optional.empty();
    }

    private void pause() {
        long wait = Math.min(BETWEEN_TRIES.toNanos(), remaining());
        if (wait <= 0) {
            throw failure(Reason.DEADLINE_EXCEEDED, "Workflow '" + name + "' did not end within the given time.");
        }
        try {
            new CountDownLatch(1).await(wait, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw CallFailures.withoutAnswer(e, CallFailures.Kind.READ);
        }
    }

    private long remaining() {
        return deadline - System.nanoTime();
    }

    private static TiphysException failure(Reason reason, String detail) {
        return new TiphysException(Failure.local(reason, reason == Reason.DEADLINE_EXCEEDED, detail), null);
    }
}
