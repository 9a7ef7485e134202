package io.tiphys.gateway.argo.client;

import com.linecorp.armeria.client.ClientRequestContext;
import com.linecorp.armeria.client.ClientRequestContextCaptor;
import com.linecorp.armeria.client.Clients;
import com.linecorp.armeria.client.RequestOptions;
import com.linecorp.armeria.common.ExchangeType;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.SplitHttpResponse;
import com.linecorp.armeria.common.util.SafeCloseable;
import io.netty.util.concurrent.EventExecutor;
import io.tiphys.gateway.argo.client.capacity.UpstreamCapacity;
import io.tiphys.gateway.argo.client.capacity.UpstreamCapacity.Permit;
import io.tiphys.gateway.argo.client.capacity.UpstreamCapacity.Pool;
import io.tiphys.gateway.argo.client.capacity.UpstreamEnd;
import io.tiphys.gateway.argo.client.capacity.UpstreamEnd.Event;
import io.tiphys.gateway.argo.client.connection.ArgoConnections;
import io.tiphys.gateway.argo.client.connection.Attempt;
import io.tiphys.gateway.argo.client.failure.ExchangeFailures;
import io.tiphys.gateway.argo.client.failure.NoAnswerException;
import io.tiphys.gateway.argo.client.request.PassingRequest;
import io.tiphys.gateway.argo.client.request.PassingRequest.Until;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.CredentialRefusedException;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.grpcwire.GrpcTrailers;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Forwards a request and returns the response as soon as its headers arrive. The body flows at the reader's pace. A request
 * whose bytes are available is sent once more where {@link Attempt#isRepeatable} allows it. Thread-safe.
 */
final class Forwarder {
    private static final String UNAUTHENTICATED = "16";

    /** The time after its headers at which a response counts as read slowly. */
    private static final int SLOW_SECONDS = 5;

    private final ArgoConnections connections;
    private final UpstreamCapacity capacity;

    Forwarder(ArgoConnections connections, UpstreamCapacity capacity) {
        this.connections = connections;
        this.capacity = capacity;
    }

    /**
     * Sends a request.
     *
     * @param token the credential; empty for a request without one, for which a 401 is an ordinary response
     * @throws CredentialRefusedException when the Argo Server does not accept the credential
     * @throws GatewayException when there was no response
     */
    HttpResponse send(PassingRequest request, Optional<BearerToken> token) {
        Permit permit = capacity.take(request.pool(), request.requester());
        try {
            HttpResponse response = exchange(request, token, permit);
            response.whenComplete().whenComplete((done, failure) -> permit.release());
            if (request.pool() == Pool.CALLS) {
                moveWhenSlow(request, response, permit);
            }
            return response;
        } catch (RuntimeException e) {
            permit.release();
            throw e;
        }
    }

    /** A slow reader does not keep a permit that another call waits for. */
    private static void moveWhenSlow(PassingRequest request, HttpResponse response, Permit permit) {
        Future<?> look = executor(request)
                .schedule(
                        () -> {
                            if (!response.whenComplete().isDone() && !permit.slow()) {
                                response.abort(new GatewayException(Problem.of(
                                        ErrorReason.DEADLINE_EXCEEDED,
                                        "The answer is read slowly, and as many slow readers as may are there.")));
                            }
                        },
                        SLOW_SECONDS,
                        TimeUnit.SECONDS);
        response.whenComplete().whenComplete((done, failure) -> look.cancel(false));
    }

    private static EventExecutor executor(PassingRequest request) {
        return request.origin().context().eventLoop().withoutContext();
    }

    private HttpResponse exchange(PassingRequest request, Optional<BearerToken> token, Permit permit) {
        RequestHeaders headers = connections.headers(request, token);
        Sent sent = execute(request, headers);
        try {
            return answer(request, token, permit, sent);
        } catch (NoAnswerException e) {
            boolean again = e.isRepeatable() && request.body().repeatable() && !callersDoing(request);
            if (!again) {
                throw noAnswer(request, permit, e);
            }
        }
        try {
            return answer(request, token, permit, execute(request, headers));
        } catch (NoAnswerException e) {
            throw noAnswer(request, permit, e);
        }
    }

    private static GatewayException noAnswer(PassingRequest request, Permit permit, NoAnswerException failure) {
        permit.ended(end(request, failure.event()));
        return failure.problem(request.effect());
    }

    private static HttpResponse answer(PassingRequest request, Optional<BearerToken> token, Permit permit, Sent sent)
            throws NoAnswerException {
        SplitHttpResponse split = sent.response().split();
        ResponseHeaders head = head(request, split.headers(), sent, permit);
        permit.ended(end(request, UpstreamEnd.answer(head.status().code(), head.getInt(GrpcTrailers.STATUS, -1))));
        if (token.isPresent() && refused(head)) {
            sent.response().abort();
            throw new CredentialRefusedException("the Argo Server answered 401");
        }
        return passing(request, sent.context(), split.unsplit());
    }

    private static HttpResponse passing(PassingRequest request, ClientRequestContext upstream, HttpResponse answer) {
        if (request.until() == Until.END) {
            return answer;
        }
        // Set no timeout instead: after the end of the response nothing would ever cancel that timeout.
        upstream.clearResponseTimeout();
        return new ResponseProgressTimeout(
                answer, executor(request), request.pace().part(), request.pace().whole());
    }

    private record Sent(HttpResponse response, ClientRequestContext context) {}

    private Sent execute(PassingRequest request, RequestHeaders headers) {
        RequestOptions options = RequestOptions.builder()
                .responseTimeout(request.time())
                .exchangeType(
                        request.body().repeatable() // then the bytes are sent with the headers
                                ? ExchangeType.RESPONSE_STREAMING
                                : ExchangeType.BIDI_STREAMING)
                .build();
        try (SafeCloseable ignored =
                        request.origin().context().push(); // from the event loop of the caller's connection
                ClientRequestContextCaptor captor = Clients.newContextCaptor()) {
            HttpResponse response =
                    connections.client(request).execute(request.body().request().with(headers), options);
            return new Sent(response, captor.get());
        }
    }

    private static boolean refused(ResponseHeaders head) {
        return head.status().equals(HttpStatus.UNAUTHORIZED) || UNAUTHENTICATED.equals(head.get(GrpcTrailers.STATUS));
    }

    private static ResponseHeaders head(
            PassingRequest request, Future<ResponseHeaders> headers, Sent sent, Permit permit)
            throws NoAnswerException {
        try {
            return headers.get();
        } catch (InterruptedException e) {
            sent.response().abort();
            permit.ended(new UpstreamEnd(Event.TIME_UP, false, true));
            Thread.currentThread().interrupt();
            throw ExchangeFailures.cancelled(e);
        } catch (ExecutionException e) {
            Attempt attempt = Attempt.of(sent.response(), new AtomicBoolean(true), sent.context());
            throw new NoAnswerException(attempt, request.effect(), false, e.getCause() == null ? e : e.getCause());
        }
    }

    private static UpstreamEnd end(PassingRequest request, Event event) {
        return new UpstreamEnd(event, request.callersTime(), callersDoing(request));
    }

    private static boolean callersDoing(PassingRequest request) {
        return request.origin().callersDoing().getAsBoolean();
    }
}
