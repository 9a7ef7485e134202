package io.tiphys.gateway.argo.payload;

/** What an upstream watch says. */
public sealed interface UpstreamEvent {
    /** The present state follows, from its beginning; what was said of it before does not count. */
    record Started() implements UpstreamEvent {}

    /**
     * A workflow is there, changed, or is gone.
     *
     * @param object the workflow, with the event's type in Kubernetes' words
     */
    record Changed(WatchedObject object) implements UpstreamEvent {
        /** The type of what is gone. */
        static final String DELETED = "DELETED";

        public boolean deleted() {
            return object.type().equals(DELETED);
        }
    }

    /**
     * The present state has been told, as far as can be seen, and nobody says of which version it is.
     *
     * @param newest the newest version in it: the present state's own is not older
     */
    record Unmarked(long newest) implements UpstreamEvent {}

    /**
     * Everything up to this version has been said.
     *
     * @param version the version
     * @param complete whether this ends the present state
     */
    record Progress(long version, boolean complete) implements UpstreamEvent {}
}
