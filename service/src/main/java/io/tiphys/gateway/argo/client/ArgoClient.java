package io.tiphys.gateway.argo.client;

import com.linecorp.armeria.common.HttpResponse;
import io.tiphys.gateway.argo.client.EnvironmentResilience.StreamOpening;
import io.tiphys.gateway.argo.client.capacity.HeldResponse;
import io.tiphys.gateway.argo.client.capacity.ResilienceRegistries;
import io.tiphys.gateway.argo.client.capacity.ResponseBudget;
import io.tiphys.gateway.argo.client.connection.ArgoConnections;
import io.tiphys.gateway.argo.client.connection.TracedRequests;
import io.tiphys.gateway.argo.client.failure.ArgoErrors;
import io.tiphys.gateway.argo.client.framing.ArgoAnswer;
import io.tiphys.gateway.argo.client.framing.Framing;
import io.tiphys.gateway.argo.client.framing.StreamFormat;
import io.tiphys.gateway.argo.client.framing.WholeAnswer;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.argo.client.request.Effect;
import io.tiphys.gateway.argo.client.request.PassingRequest;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.ArgoCall;
import io.tiphys.gateway.environment.Requester;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.tracing.Tracing;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The client to the Argo Server of one environment, subject to the environment's limits. Thread-safe. */
public final class ArgoClient implements AutoCloseable {
    private static final int OK = 200;

    /**
     * A refusal arrives within 20 ms, on an overloaded machine within 1.2 s. An accepted stream may be silent for 15 s, and
     * loses nothing when the client returns the stream this much later.
     */
    private static final Duration OPENING_PATIENCE = Duration.ofSeconds(2);

    private final EnvironmentResilience resilience;
    private final ResponseBudget responses;
    private final ArgoConnections connections;
    private final Exchange exchange;
    private final Forwarder forwarder;

    ArgoClient(
            SubmissionEnvironment environment,
            ResilienceRegistries registries,
            ResponseBudget responses,
            Clock clock,
            Tracing tracing) {
        this.responses = responses;
        resilience = new EnvironmentResilience(environment, registries, clock);
        connections = new ArgoConnections(
                environment.argoServer(),
                environment.limits().connectTimeout(),
                new TracedRequests(tracing, environment.name()));
        exchange = new Exchange(connections::call);
        forwarder = new Forwarder(connections, resilience);
    }

    /**
     * Sends a request and reads the response. A request is sent once more if its connection was closed before anything was
     * sent.
     *
     * @param format reads the body of a 200, which counts in the {@link ResponseBudget} until then
     * @throws io.tiphys.gateway.credentials.CredentialRefusedException for a 401
     * @throws io.tiphys.gateway.error.GatewayException for everything else
     */
    public <T> T call(ArgoCall call, ArgoRequest request, Function<byte[], T> format) {
        Deadline deadline = call.deadline();
        deadline.check();
        try (HeldResponse held = responses.hold(request.effect() == Effect.CHANGE)) {
            byte[] body = resilience.call(deadline.shortened(), () -> send(call.token(), request, deadline, held));
            return format.apply(body);
        }
    }

    /**
     * Sends a request outside the limits, so that a probe reaches the server itself.
     *
     * @param format reads the body of a 200
     * @throws io.tiphys.gateway.credentials.CredentialRefusedException for a 401
     * @throws io.tiphys.gateway.error.GatewayException for everything else
     */
    public <T> T probe(BearerToken token, ArgoRequest request, Deadline deadline, Function<byte[], T> format) {
        try (HeldResponse held = responses.hold(request.effect() == Effect.CHANGE)) {
            return format.apply(send(token, request, deadline, held));
        }
    }

    private byte[] send(BearerToken token, ArgoRequest request, Deadline deadline, HeldResponse held) {
        WholeAnswer answer = exchange.send(token, request, deadline, held);
        if (answer.head().status().code() != OK) {
            throw ArgoErrors.toException(ArgoAnswer.of(answer), request);
        }
        return answer.body();
    }

    /**
     * Opens a stream. The stream holds a permit of the environment's streams until the stream ends.
     *
     * @param requester the first reader of the stream
     * @throws io.tiphys.gateway.credentials.CredentialRefusedException when the server refuses the token soon
     * @throws io.tiphys.gateway.error.GatewayException for any other refusal, TOO_MANY_CALLS, or ARGO_CIRCUIT_OPEN
     */
    public <T> ArgoStream<T> open(ArgoCall call, ArgoRequest request, StreamFormat<T> format, Requester requester) {
        return resilience.open(opening(call, request, format), timeout(call), requester);
    }

    /** Opens a followed log, like {@link #open}. Followed logs have an additional, lower limit. */
    public <T> ArgoStream<T> openFollowedLog(
            ArgoCall call, ArgoRequest request, StreamFormat<T> format, Requester requester) {
        return resilience.openFollowedLog(opening(call, request, format), timeout(call), requester);
    }

    private <T> StreamOpening<T> opening(ArgoCall call, ArgoRequest request, StreamFormat<T> format) {
        return streamOver -> stream(connections, call.token(), request, format, ArgoStream.LONGEST_SILENCE, streamOver);
    }

    /** Opens a stream outside the limits. */
    static <T> ArgoStream<T> stream(
            ArgoConnections connections,
            BearerToken token,
            ArgoRequest request,
            StreamFormat<T> format,
            Duration longestSilence,
            Runnable streamOver) {
        Framing framing = Framing.of(request.wire());
        PulledAnswer answer = new PulledAnswer(() -> connections.stream(token, request), framing);
        return new ArgoStream<>(request, answer, framing, format, longestSilence, streamOver);
    }

    private static Duration timeout(ArgoCall call) {
        Duration left = call.deadline().remaining();
        return left.compareTo(OPENING_PATIENCE) < 0 ? left : OPENING_PATIENCE;
    }

    /**
     * Sends a request and passes the response on as bytes. The request holds a permit until the response has passed.
     *
     * @param token the credential; empty for a request without one, for which a 401 is an ordinary response
     * @throws io.tiphys.gateway.credentials.CredentialRefusedException when the Argo Server does not accept the credential
     * @throws io.tiphys.gateway.error.GatewayException when there was no response, TOO_MANY_CALLS, or ARGO_CIRCUIT_OPEN
     */
    public HttpResponse forward(PassingRequest request, Optional<BearerToken> token) {
        return forwarder.send(request, token);
    }

    /** The prefix of all HTTP paths: the Argo Server's base href without a trailing slash. */
    public String base() {
        return connections.base();
    }

    /** The remaining time for which the circuit breaker is open. */
    public Duration heldBackFor() {
        return resilience.heldBackFor();
    }

    /** Ends all calls and streams. */
    @Override
    public void close() {
        connections.close();
    }
}
