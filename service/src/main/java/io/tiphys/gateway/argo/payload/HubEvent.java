package io.tiphys.gateway.argo.payload;

import org.jspecify.annotations.Nullable;

/**
 * What happened, as a hub keeps it for its readers.
 *
 * @param object the workflow afterwards, or as it was when it was deleted
 * @param deleted whether it is gone
 * @param existed whether it was there before
 * @param before how it was before, where its labels were others: then a selector can tell the two apart
 */
public record HubEvent(
        WatchedObject object,
        boolean deleted,
        boolean existed,
        @Nullable WatchedObject before) {
    /** What the parts of an event take besides its bytes, roughly. */
    private static final int OVERHEAD = 512;

    /** What becomes of an object that a hub knew as {@code before}. */
    public static HubEvent of(WatchedObject object, boolean deleted, @Nullable WatchedObject before) {
        boolean differs = before != null && !deleted && !before.labels().equals(object.labels());
        return new HubEvent(object, deleted, deleted || before != null, differs ? before : null);
    }

    /** How many bytes are kept for it. */
    public int weight() {
        return OVERHEAD + object.weight() + (before == null ? 0 : before.weight());
    }

    /** How a reader with this filter has to see it; the rule of kube-apiserver (v1.36, {@code cache_watcher.go}). */
    public Sight seenBy(WatchFilter filter) {
        boolean matches = !deleted && filter.matches(object);
        boolean matched = existed && filter.matches(before == null ? object : before);
        if (matches) {
            return matched ? Sight.MODIFIED : Sight.ADDED;
        }
        return matched ? Sight.DELETED : Sight.NONE;
    }

    /** What a reader sees. */
    public enum Sight {
        NONE,
        ADDED,
        MODIFIED,
        DELETED
    }

    /** The object that a reader gets to see: of one that no longer matches, how it was when it did. */
    public WatchedObject shown(Sight sight) {
        return sight == Sight.DELETED && before != null ? before : object;
    }
}
