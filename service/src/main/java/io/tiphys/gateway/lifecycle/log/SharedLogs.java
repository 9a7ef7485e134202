package io.tiphys.gateway.lifecycle.log;

import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.StandingCredential;
import io.tiphys.gateway.lifecycle.stream.WireFormat;
import io.tiphys.gateway.workflow.Namespace;

/**
 * Port to the logs of an Argo Server. An Argo Server supports few followed logs, so readers with the same log and credential
 * share one stream. Implementations are thread-safe.
 */
public interface SharedLogs {
    /**
     * Opens a reader. A reader starts at the beginning of the log, even if other readers are further. A reader that lags too
     * far ends with an error.
     *
     * @param credential the credential, whose key decides about sharing; the caller of this method must review the
     *     permission to read logs
     * @throws io.tiphys.gateway.error.GatewayException with WORKFLOW_NOT_FOUND, TOO_MANY_CALLS when no further log may be
     *     followed, or a reason of the upstream; later, from the reader, READER_TOO_SLOW, or the upstream's failure
     */
    EventStream<LogEntry> open(
            StandingCredential credential, Namespace namespace, LogSelection selection, WireFormat format);
}
