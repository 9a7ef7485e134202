package io.tiphys.gateway.argo;

import io.tiphys.gateway.argo.EnvironmentResilience.StreamOpening;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.ArgoCall;
import io.tiphys.gateway.environment.Requester;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.UpstreamCapacity.Pool;
import io.tiphys.gateway.lifecycle.LogSelection;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;

/** The Argo Server of one environment, behind the environment's limits. Thread-safe. */
final class ArgoServer implements AutoCloseable {
    /**
     * A refusal comes within 20 ms, on an overloaded machine within 1.2 s; an accepted stream may be silent for 15 s, and
     * loses nothing by being handed out this much later.
     */
    private static final Duration OPENING_PATIENCE = Duration.ofSeconds(2);

    private final EnvironmentResilience resilience;
    private final ArgoHttpClient client;
    private final ArgoGrpcClient grpc;

    ArgoServer(SubmissionEnvironment environment, ResilienceRegistries registries, Clock clock) {
        resilience = new EnvironmentResilience(environment, registries, clock);
        client = new ArgoHttpClient(
                environment.argoServer(), environment.limits().connectTimeout());
        grpc = new ArgoGrpcClient(environment.argoServer());
    }

    /**
     * Asks once.
     *
     * @return the body of a 200
     * @throws io.tiphys.gateway.credentials.CredentialRefusedException for a 401
     * @throws io.tiphys.gateway.error.GatewayException for everything else
     */
    byte[] call(ArgoCall call, ArgoRequest request) {
        call.deadline().check();
        return resilience.call(
                call.deadline().shortened(),
                () -> body(resilience.await(client.send(call.token(), request), call.deadline()), request));
    }

    /** Opens a stream; its slot among the environment's streams is free again when it is over. */
    <T> ArgoEventStream<T> open(ArgoCall call, ArgoRequest request, StreamFormat<T> format, Requester requester) {
        return resilience.open(opening(call, request, format), patience(call), requester);
    }

    /** Opens a log that is followed: of those there may be fewer. */
    <T> ArgoEventStream<T> openFollowedLog(
            ArgoCall call, ArgoRequest request, StreamFormat<T> format, Requester requester) {
        return resilience.openFollowedLog(opening(call, request, format), patience(call), requester);
    }

    private <T> StreamOpening<ArgoEventStream<T>> opening(ArgoCall call, ArgoRequest request, StreamFormat<T> format) {
        return streamOver -> {
            LineBody lines = new LineBody();
            Exchange exchange = client.stream(call.token(), request, lines);
            return new ArgoEventStream<>(exchange, lines, format, ArgoEventStream.LONGEST_SILENCE, streamOver);
        };
    }

    private static Duration patience(ArgoCall call) {
        Duration left = call.deadline().remaining();
        return left.compareTo(OPENING_PATIENCE) < 0 ? left : OPENING_PATIENCE;
    }

    /** Opens a watch of the server's gRPC side. */
    <T> GrpcEventStream<T> watch(ArgoCall call, UpstreamQuery query, StreamFormat<T> format, Requester requester) {
        return resilience.open(
                streamOver -> grpc.watch(call.token(), query, format, streamOver), patience(call), requester);
    }

    /** Opens a log of the server's gRPC side. */
    <T> GrpcEventStream<T> logs(ArgoCall call, LogSelection selection, StreamFormat<T> format, Requester requester) {
        byte[] message = GrpcRequests.logs(call.namespace(), selection);
        ArgoRequest request = WorkflowRequests.logs(call.namespace(), selection);
        StreamOpening<GrpcEventStream<T>> opening =
                streamOver -> grpc.logs(call.token(), message, request, format, streamOver);
        return selection.follow()
                ? resilience.openFollowedLog(opening, patience(call), requester)
                : resilience.open(opening, patience(call), requester);
    }

    /** Asks past the limits, so that a probe sees the server itself. */
    HttpResponse<byte[]> probe(BearerToken token, ArgoRequest request, Deadline deadline) {
        return resilience.await(client.send(token, request), deadline);
    }

    /** A permit; see {@link EnvironmentResilience#take}. */
    TakenPermit take(Pool pool, Requester requester) {
        return resilience.take(pool, requester);
    }

    /** How long calls are held back. */
    Duration heldBackFor() {
        return resilience.heldBackFor();
    }

    private static byte[] body(HttpResponse<byte[]> response, ArgoRequest request) {
        if (response.statusCode() != 200) {
            throw ArgoErrors.toException(ArgoAnswer.of(response), request);
        }
        return response.body();
    }

    @Override
    public void close() {
        client.close();
        grpc.close();
    }
}
