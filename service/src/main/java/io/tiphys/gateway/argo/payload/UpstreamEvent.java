package io.tiphys.gateway.argo.payload;

/** An event of an upstream watch. */
public sealed interface UpstreamEvent {
    /** The initial snapshot follows from its beginning; an earlier part of a snapshot is void. */
    record Started() implements UpstreamEvent {}

    /**
     * A workflow exists, changed, or was deleted.
     *
     * @param object the workflow, with the event's type in Kubernetes' terms
     */
    record Changed(WatchedObject object) implements UpstreamEvent {
        /** The type of a deletion. */
        static final String DELETED = "DELETED";

        public boolean deleted() {
            return object.type().equals(DELETED);
        }
    }

    /**
     * The initial snapshot has apparently ended, without a version.
     *
     * @param newest the newest version in it: the version of the snapshot itself is not older
     */
    record Unmarked(long newest) implements UpstreamEvent {}

    /**
     * All events up to this version have been sent.
     *
     * @param version the version
     * @param complete whether this ends the initial snapshot
     */
    record Progress(long version, boolean complete) implements UpstreamEvent {}
}
