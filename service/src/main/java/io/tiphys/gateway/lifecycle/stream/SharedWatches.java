package io.tiphys.gateway.lifecycle.stream;

import io.tiphys.gateway.workflow.Namespace;
import java.util.Optional;

/**
 * Port to the watches of an Argo Server, which bears few of them: readers with the same environment, credential,
 * namespace and format share one. Each reader sees what it would see if it had one of its own. Implementations are
 * thread-safe.
 */
public interface SharedWatches {
    /**
     * Opens a reader. It goes on where the Argo Server or Kubernetes closes a watch, and loses nothing and repeats nothing
     * where the present state, the past and what happens meet. A reader that falls too far behind is ended with
     * READER_TOO_SLOW ({@link SlowReaders#ofWatch}), which says where it can be opened again.
     *
     * @param credential whose key decides who shares; that the caller may watch is for the caller of this method to review
     * @param namespace which workflows; empty for those of all namespaces
     * @return the reader; it never holds up others
     * @throws io.tiphys.gateway.error.GatewayException with REQUEST_INVALID for a selector that cannot be used,
     *     WORKFLOW_NOT_FOUND when the field selector names one that is not there, TOO_MANY_CALLS when no further stream may be
     *     opened, or a reason of the upstream; later, from the reader, WATCH_EXPIRED when the version is too old, READER_TOO_SLOW, or why
     *     the upstream does not come back
     */
    EventStream<WatchEvent> open(
            StandingCredential credential, Optional<Namespace> namespace, WatchSelection selection, WireFormat format);
}
