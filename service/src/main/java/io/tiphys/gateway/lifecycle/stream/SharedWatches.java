package io.tiphys.gateway.lifecycle.stream;

import io.tiphys.gateway.workflow.Namespace;
import java.util.Optional;

/**
 * Port to the watches of an Argo Server. An Argo Server supports few watches, so readers with the same environment,
 * credential, namespace and format share one. Each reader sees the same as with a watch of its own. Implementations are
 * thread-safe.
 */
public interface SharedWatches {
    /**
     * Opens a reader. The subscription survives upstream watch closes. Events are delivered exactly once across the initial
     * snapshot, the replayed history and the live stream. A reader that lags too far ends with READER_TOO_SLOW
     * ({@link SlowReaders#ofWatch}), which contains the version to resume from.
     *
     * @param credential the credential, whose key decides about sharing; the caller of this method must review the
     *     permission to watch
     * @param namespace the namespace of the workflows; empty for all namespaces
     * @return the reader; it never delays other readers
     * @throws io.tiphys.gateway.error.GatewayException with REQUEST_INVALID for an invalid selector, WORKFLOW_NOT_FOUND when
     *     the field selector names a missing workflow, TOO_MANY_CALLS when no further stream may be opened, or a reason of
     *     the upstream; later, from the reader, WATCH_EXPIRED when the version is too old, READER_TOO_SLOW, or the reason
     *     why the upstream is lost
     */
    EventStream<WatchEvent> open(
            StandingCredential credential, Optional<Namespace> namespace, WatchSelection selection, WireFormat format);
}
