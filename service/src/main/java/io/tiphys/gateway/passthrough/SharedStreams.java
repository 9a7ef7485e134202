package io.tiphys.gateway.passthrough;

import com.github.benmanes.caffeine.cache.Ticker;
import com.linecorp.armeria.common.HttpResponse;
import io.tiphys.gateway.access.Admission;
import io.tiphys.gateway.access.EnvironmentEntrance;
import io.tiphys.gateway.lifecycle.ReviewedStream;
import io.tiphys.gateway.lifecycle.SharedWatches;
import io.tiphys.gateway.lifecycle.StandingCredentials;
import io.tiphys.gateway.lifecycle.WatchEvent;
import io.tiphys.gateway.lifecycle.WatchSelection;
import io.tiphys.gateway.lifecycle.WireFormat;
import io.tiphys.gateway.workflow.Namespace;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/**
 * Serves the streams that readers share. The Argo Server bears few open ones, so a watch that many ask for is one there.
 * Thread-safe.
 */
@Singleton
final class SharedStreams {
    private static final String WATCH = "WatchWorkflows";
    private static final String OPTIONS = "listOptions.";

    /** Who asks for more than this gets a watch of its own. */
    private static final Set<String> UNDERSTOOD = Set.of(
            "listOptions.labelSelector",
            "listOptions.fieldSelector",
            "listOptions.resourceVersion",
            "listOptions.watch");

    private final SharedWatches watches;
    private final StandingCredentials credentials;
    private final EnvironmentEntrance entrance;
    private final ProcedureGuard guard;
    private final StreamAnswers answers;
    private final Ticker ticker;

    SharedStreams(
            SharedWatches watches,
            StandingCredentials credentials,
            EnvironmentEntrance entrance,
            ProcedureGuard guard,
            StreamAnswers answers,
            Ticker ticker) {
        this.watches = watches;
        this.credentials = credentials;
        this.entrance = entrance;
        this.guard = guard;
        this.answers = answers;
        this.ticker = ticker;
    }

    /**
     * Serves a call whose rights were reviewed, if it can be shared.
     *
     * @param home the namespace whose account watches
     */
    Optional<HttpResponse> serve(
            FaceCall call, Admission admission, ArgoRpc rpc, ArgoRequestView request, Namespace home) {
        if (call.grpc() || !rpc.method().equals(WATCH) || !request.hasOnly(OPTIONS, UNDERSTOOD)) {
            return Optional.empty();
        }
        Optional<Namespace> namespace = text(request, "namespace").map(Namespace::new);
        WatchSelection selection = new WatchSelection(
                text(request, "listOptions.labelSelector"),
                text(request, "listOptions.fieldSelector"),
                text(request, "fields"),
                text(request, "listOptions.resourceVersion"));
        var events = new ReviewedStream<>(
                watches.open(
                        credentials.of(admission, home),
                        namespace,
                        selection,
                        call.grpc() ? WireFormat.PROTOBUF : WireFormat.JSON),
                () -> guard.require(call, entrance.again(admission), rpc, request),
                ticker);
        return Optional.of(answers.of(call, events, WatchEvent::payload));
    }

    private static Optional<String> text(ArgoRequestView request, String field) {
        return Optional.of(request.text(field)).filter(text -> !text.isEmpty());
    }
}
