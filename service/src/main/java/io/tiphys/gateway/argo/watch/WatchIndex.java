package io.tiphys.gateway.argo.watch;

import io.tiphys.gateway.argo.payload.WatchFilter;
import io.tiphys.gateway.argo.payload.WatchedObject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The present state behind a hub: the newest version of each workflow that is there. It takes the place of a list from the
 * Argo Server, whose lists come from a copy of its own that lags behind and names no version that they are of. Beyond a
 * budget, what is not fresh is kept deflated. Not thread-safe.
 */
final class WatchIndex {
    /** So much is kept as it came. */
    private static final long PLAIN_BYTES = 32L * 1024 * 1024;

    private final Map<String, WatchedObject> objects = new HashMap<>();
    private long bytes;

    void clear() {
        objects.clear();
        bytes = 0;
    }

    @Nullable
    WatchedObject get(String key) {
        return objects.get(key);
    }

    /** Whether a workflow of this name is there. */
    boolean has(String key) {
        return objects.containsKey(key);
    }

    void put(WatchedObject object) {
        WatchedObject replaced = objects.put(object.key(), object);
        bytes += object.weight() - (replaced == null ? 0 : replaced.weight());
    }

    void remove(String key) {
        WatchedObject removed = objects.remove(key);
        bytes -= removed == null ? 0 : removed.weight();
    }

    /** Tells that this object is no longer fresh. */
    void settled(WatchedObject object) {
        if (bytes > PLAIN_BYTES && objects.get(object.key()) == object) {
            bytes -= object.weight();
            object.compact();
            bytes += object.weight();
        }
    }

    /**
     * What matches, the oldest version first: Kubernetes lists by name, but so a reader that is cut anywhere in between can
     * go on behind the version that it has seen last, and misses nothing.
     */
    List<WatchedObject> matching(WatchFilter filter) {
        return objects.values().stream()
                .filter(filter::matches)
                .sorted(Comparator.comparingLong(WatchedObject::version))
                .toList();
    }
}
