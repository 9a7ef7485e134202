package io.tiphys.gateway.concurrent;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Does things at the same time, each on a virtual thread of its own. */
public final class Parallel {
    private static final Executor VIRTUAL =
            task -> Thread.ofVirtual().name("parallel").start(task);

    private Parallel() {}

    /** Where each task gets a virtual thread of its own. */
    public static Executor threads() {
        return VIRTUAL;
    }

    /** Starts something. */
    public static <T> CompletableFuture<T> start(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, VIRTUAL);
    }

    /**
     * Does all of them and gives their results in their order.
     *
     * @throws io.tiphys.gateway.error.GatewayException as {@link Deadline#await}
     */
    public static <T> List<T> all(List<Supplier<T>> tasks, Deadline deadline) {
        List<CompletableFuture<T>> results = tasks.stream().map(Parallel::start).toList();
        return results.stream().map(deadline::await).toList();
    }
}
