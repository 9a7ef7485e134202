package io.tiphys.gateway.lifecycle.log;

import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.StandingCredential;
import io.tiphys.gateway.lifecycle.stream.WireFormat;
import io.tiphys.gateway.workflow.Namespace;

/**
 * Port to the logs of an Argo Server, which bears few that are followed: readers who follow the same with the same
 * credential share one stream. Implementations are thread-safe.
 */
public interface SharedLogs {
    /**
     * Opens a reader. It gets the log from its beginning, also when others have read on. A reader that falls too far
     * behind is ended with an error.
     *
     * @param credential whose key decides who shares; that the caller may read logs is for the caller of this method to
     *     review
     * @throws io.tiphys.gateway.error.GatewayException with WORKFLOW_NOT_FOUND, TOO_MANY_CALLS when no further log may be
     *     followed, or a reason of the upstream; later, from the reader, READER_TOO_SLOW, or why
     *     the upstream broke
     */
    EventStream<LogEntry> open(
            StandingCredential credential, Namespace namespace, LogSelection selection, WireFormat format);
}
