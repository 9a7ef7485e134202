package io.tiphys.gateway.argo.payload;

import org.jspecify.annotations.Nullable;

/**
 * An event as a hub keeps it for readers.
 *
 * @param object the workflow after the event, or its last state when it was deleted
 * @param deleted whether the workflow was deleted
 * @param existed whether the workflow existed before
 * @param before the workflow before the event, where its labels differed: a selector may match only one of the two
 */
public record HubEvent(
        WatchedObject object,
        boolean deleted,
        boolean existed,
        @Nullable WatchedObject before) {
    /** The approximate overhead of an event besides its bytes. */
    private static final int OVERHEAD = 512;

    /** The event for an object whose previous version is {@code before}. */
    public static HubEvent of(WatchedObject object, boolean deleted, @Nullable WatchedObject before) {
        boolean differs = before != null && !deleted && !before.labels().equals(object.labels());
        return new HubEvent(object, deleted, deleted || before != null, differs ? before : null);
    }

    /** The number of bytes that a hub keeps for the event. */
    public int weight() {
        return OVERHEAD + object.weight() + (before == null ? 0 : before.weight());
    }

    /** The visibility for a reader with this filter; the rule of kube-apiserver (v1.36, {@code cache_watcher.go}). */
    public Sight seenBy(WatchFilter filter) {
        boolean matches = !deleted && filter.matches(object);
        boolean matched = existed && filter.matches(before == null ? object : before);
        if (matches) {
            return matched ? Sight.MODIFIED : Sight.ADDED;
        }
        return matched ? Sight.DELETED : Sight.NONE;
    }

    /** The visibility of an event. */
    public enum Sight {
        NONE,
        ADDED,
        MODIFIED,
        DELETED
    }

    /** The object that a reader sees: an object that no longer matches is shown as it was when it matched. */
    public WatchedObject shown(Sight sight) {
        return sight == Sight.DELETED && before != null ? before : object;
    }
}
