package io.tiphys.gateway.argoapi.stream;

import com.github.benmanes.caffeine.cache.Ticker;
import com.linecorp.armeria.common.HttpResponse;
import io.tiphys.gateway.access.CallAuthenticator;
import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.argoapi.guard.ProcedureGuard;
import io.tiphys.gateway.argoapi.rpc.ArgoRequestView;
import io.tiphys.gateway.argoapi.rpc.ArgoRpc;
import io.tiphys.gateway.argoapi.rpc.ListOptionNames;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.lifecycle.log.LogEntry;
import io.tiphys.gateway.lifecycle.log.LogSelection;
import io.tiphys.gateway.lifecycle.log.SharedLogs;
import io.tiphys.gateway.lifecycle.stream.EventStream;
import io.tiphys.gateway.lifecycle.stream.OpenStreams;
import io.tiphys.gateway.lifecycle.stream.ReviewedStream;
import io.tiphys.gateway.lifecycle.stream.SharedWatches;
import io.tiphys.gateway.lifecycle.stream.StandingCredentials;
import io.tiphys.gateway.lifecycle.stream.WatchEvent;
import io.tiphys.gateway.lifecycle.stream.WatchSelection;
import io.tiphys.gateway.lifecycle.stream.WireFormat;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowName;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Serves streams that readers share. The Argo Server supports only few open streams, so readers of the same watch share one
 * upstream watch. Thread-safe.
 */
@Singleton
public final class SharedStreams {
    private static final String LIST_OPTIONS = "listOptions.";
    private static final String LOG_OPTIONS = "logOptions.";

    /** The options of a shared watch. A request with further options gets its own watch. */
    private static final Set<String> UNDERSTOOD = Set.of(
            "listOptions.labelSelector",
            "listOptions.fieldSelector",
            "listOptions.resourceVersion",
            "listOptions.watch");

    private final SharedWatches watches;
    private final SharedLogs logs;
    private final StandingCredentials credentials;
    private final CallAuthenticator authenticator;
    private final ProcedureGuard guard;
    private final StreamAnswers answers;
    private final OpenStreams open;
    private final Ticker ticker;

    SharedStreams(
            SharedWatches watches,
            SharedLogs logs,
            StandingCredentials credentials,
            CallAuthenticator authenticator,
            ProcedureGuard guard,
            StreamAnswers answers,
            OpenStreams open,
            Ticker ticker) {
        this.watches = watches;
        this.logs = logs;
        this.credentials = credentials;
        this.authenticator = authenticator;
        this.guard = guard;
        this.answers = answers;
        this.open = open;
        this.ticker = ticker;
    }

    /**
     * Serves a reviewed call, if its stream can be shared.
     *
     * @param home the namespace of the service account that reads
     */
    public Optional<HttpResponse> serve(
            ArgoApiCall call, CallContext callContext, ArgoRpc rpc, ArgoRequestView request, Namespace home) {
        return switch (rpc.method()) {
            case "WatchWorkflows" -> watch(call, callContext, rpc, request, home);
            case "WorkflowLogs", "PodLogs" -> logs(call, callContext, rpc, request, home);
            default -> Optional.empty();
        };
    }

    private Optional<HttpResponse> watch(
            ArgoApiCall call, CallContext callContext, ArgoRpc rpc, ArgoRequestView request, Namespace home) {
        if (!request.hasOnly(LIST_OPTIONS, UNDERSTOOD)) {
            return Optional.empty();
        }
        EventStream<WatchEvent> events = events(call, callContext, request, home);
        return Optional.of(answers.ofWatch(call, reviewed(events, call, callContext, rpc, request)));
    }

    private EventStream<WatchEvent> events(
            ArgoApiCall call, CallContext callContext, ArgoRequestView request, Namespace home) {
        try {
            WatchSelection selection = new WatchSelection(
                    text(request, "listOptions.labelSelector"),
                    text(request, "listOptions.fieldSelector"),
                    text(request, "fields"),
                    text(request, "listOptions.resourceVersion"));
            return watches.open(
                    credentials.of(callContext, home),
                    text(request, "namespace").map(Namespace::new),
                    selection,
                    format(call));
        } catch (GatewayException e) {
            throw ListOptionNames.inFull(e);
        }
    }

    private Optional<HttpResponse> logs(
            ArgoApiCall call, CallContext callContext, ArgoRpc rpc, ArgoRequestView request, Namespace home) {
        String name = request.text("name");
        if (!request.isTrue(LOG_OPTIONS + "follow")
                || name.startsWith("@")
                || request.text("namespace").isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> options = new TreeMap<>(request.textsBelow(LOG_OPTIONS));
        options.put("follow", "true");
        LogSelection selection = new LogSelection(
                new WorkflowName(name),
                text(request, "podName"),
                text(request, "grep"),
                text(request, "selector"),
                options);
        EventStream<LogEntry> lines = logs.open(credentials.of(callContext, home), home, selection, format(call));
        return Optional.of(answers.of(call, reviewed(lines, call, callContext, rpc, request)));
    }

    private <T> EventStream<T> reviewed(
            EventStream<T> events, ArgoApiCall call, CallContext callContext, ArgoRpc rpc, ArgoRequestView request) {
        return open.track(new ReviewedStream<>(
                events, () -> guard.require(call, authenticator.again(callContext), rpc, request), ticker));
    }

    private static WireFormat format(ArgoApiCall call) {
        return call.grpc() ? WireFormat.PROTOBUF : WireFormat.JSON;
    }

    private static Optional<String> text(ArgoRequestView request, String field) {
        return Optional.of(request.text(field)).filter(text -> !text.isEmpty());
    }
}
