package io.tiphys.gateway.argo.ring;

import io.tiphys.gateway.concurrent.Deadline;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Open shared resources by key. A separate thread opens each resource once: the first requester may leave before the
 * resource is open. A failure reaches all waiting requesters, and is not cached. Thread-safe.
 *
 * @param <K> the type of the key
 * @param <H> the type of the resource
 */
public final class SingleFlight<K, H> {
    private final Map<K, CompletableFuture<H>> openings = new ConcurrentHashMap<>();

    /**
     * Returns the resource of a key and opens it if necessary.
     *
     * @throws io.tiphys.gateway.error.GatewayException with DEADLINE_EXCEEDED, or any exception of the opening
     */
    public H get(K key, Supplier<H> opener, Deadline deadline) {
        CompletableFuture<H> mine = new CompletableFuture<>();
        CompletableFuture<H> known = openings.putIfAbsent(key, mine);
        if (known != null) {
            return deadline.await(known);
        }
        Thread.ofVirtual().name("shared-opening").start(() -> {
            try {
                mine.complete(opener.get());
            } catch (RuntimeException | Error e) {
                openings.remove(key, mine);
                mine.completeExceptionally(e);
            }
        });
        return deadline.await(mine);
    }

    /** Removes the resource of a key if the resource is {@code open}. */
    public void forget(K key, H open) {
        openings.computeIfPresent(key, (same, opening) -> opening.getNow(null) == open ? null : opening);
    }

    /** Applies an action to all open resources. */
    public void forEach(Consumer<H> action) {
        openings.values().forEach(opening -> opening.thenAccept(action));
    }

    public int size() {
        return openings.size();
    }
}
