package io.tiphys.gateway.concurrent;

import io.tiphys.gateway.tracing.TraceContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Runs tasks in parallel, each on a virtual thread of its own, in the trace of the thread that starts it. */
public final class Parallel {
    private static final Executor VIRTUAL = TraceContext.carrying(
            (Runnable task) -> Thread.ofVirtual().name("parallel").start(task));

    private Parallel() {}

    /** An executor with a virtual thread for each task. */
    public static Executor threads() {
        return VIRTUAL;
    }

    /** Starts a task. */
    public static <T> CompletableFuture<T> start(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, VIRTUAL);
    }

    /**
     * Runs all tasks and returns their results in order.
     *
     * @throws io.tiphys.gateway.error.GatewayException as {@link Deadline#await}
     */
    public static <T> List<T> all(List<Supplier<T>> tasks, Deadline deadline) {
        List<CompletableFuture<T>> results = tasks.stream().map(Parallel::start).toList();
        return results.stream().map(deadline::await).toList();
    }
}
