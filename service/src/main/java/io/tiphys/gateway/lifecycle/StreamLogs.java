package io.tiphys.gateway.lifecycle;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.access.CallAuthenticator;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.access.review.Operation;
import io.tiphys.gateway.lifecycle.log.LogLine;
import io.tiphys.gateway.lifecycle.log.LogQuery;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.OpenStreams;
import io.tiphys.gateway.lifecycle.stream.ReviewedStream;
import io.tiphys.gateway.lifecycle.stream.StandingCredential;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Streams the log lines of a workflow's pods. */
@Singleton
public final class StreamLogs {
    private final WorkflowCalls calls;
    private final WorkflowControl control;
    private final CallAuthenticator authenticator;
    private final OpenStreams open;
    private final Ticker ticker;

    public StreamLogs(
            WorkflowCalls calls,
            WorkflowControl control,
            CallAuthenticator authenticator,
            OpenStreams open,
            Ticker ticker) {
        this.calls = calls;
        this.control = control;
        this.authenticator = authenticator;
        this.open = open;
        this.ticker = ticker;
    }

    /**
     * Opens the stream. The workflow is read first, so that a missing one is an error and not an empty stream. The caller's
     * token and permissions are reviewed again at least twice a minute.
     *
     * @throws io.tiphys.gateway.error.GatewayException with WORKFLOW_NOT_FOUND, or a reason of the guard or the upstream;
     *     later, from a stream that follows, also READER_TOO_SLOW or GATEWAY_STOPPING
     */
    public EventStream<LogLine> open(
            CallContext callContext, Optional<Namespace> namespace, WorkflowName name, LogQuery query) {
        Operation operation = query.follow() ? Operation.FOLLOW_LOGS : Operation.LOGS;
        StandingCredential credential = calls.standing(callContext, namespace, operation);
        credential.call(call -> control.get(call, name));
        EventStream<LogLine> lines =
                control.logs(credential, callContext.environment().namespaceOrDefault(namespace), name, query);
        EventStream<LogLine> reviewed = new ReviewedStream<>(
                lines, () -> calls.require(authenticator.again(callContext), namespace, operation), ticker);
        return query.follow() ? open.track(reviewed) : reviewed;
    }
}
