package io.tiphys.gateway.argo.watch;

import io.tiphys.gateway.argo.payload.WatchFilter;
import io.tiphys.gateway.argo.payload.WatchedObject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The current state of a hub: the newest version of each existing workflow. The index replaces a list from the Argo Server,
 * whose lists come from a cache of its own that lags and has no resource version. Beyond a budget, older objects are kept
 * deflated. Not thread-safe.
 */
final class WatchIndex {
    /** The budget of objects that are kept uncompressed. */
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

    /** Whether a workflow with this name exists. */
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

    /** Marks an object as no longer fresh. */
    void settled(WatchedObject object) {
        if (bytes > PLAIN_BYTES && objects.get(object.key()) == object) {
            bytes -= object.weight();
            object.compact();
            bytes += object.weight();
        }
    }

    /**
     * The matching workflows, oldest version first. Kubernetes lists by name. The order by version lets a reader that is cut
     * at any point resume after the last version seen, without a loss.
     */
    List<WatchedObject> matching(WatchFilter filter) {
        return objects.values().stream()
                .filter(filter::matches)
                .sorted(Comparator.comparingLong(WatchedObject::version))
                .toList();
    }
}
