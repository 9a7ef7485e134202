package io.tiphys.gateway.argo.ring;

import io.tiphys.gateway.concurrent.Deadline;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What is open and shared, by its key. Each is opened once, by a thread of its own: whoever asks for it first may go away
 * before it is there. A failure reaches all who wait for it, and is not remembered. Thread-safe.
 *
 * @param <K> the key
 * @param <H> what is open
 */
public final class SingleFlight<K, H> {
    private final Map<K, CompletableFuture<H>> openings = new ConcurrentHashMap<>();

    /**
     * What is open under a key; opened now if it is not.
     *
     * @throws io.tiphys.gateway.error.GatewayException with DEADLINE_EXCEEDED, or what the opening throws
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

    /** Forgets what is open under a key, if it is this. */
    public void forget(K key, H open) {
        openings.computeIfPresent(key, (same, opening) -> opening.getNow(null) == open ? null : opening);
    }

    /** Does something with all that is open. */
    public void forEach(Consumer<H> action) {
        openings.values().forEach(opening -> opening.thenAccept(action));
    }

    public int size() {
        return openings.size();
    }
}
