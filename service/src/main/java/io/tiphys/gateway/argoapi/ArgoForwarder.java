package io.tiphys.gateway.argoapi;

import com.linecorp.armeria.client.ClientRequestContext;
import com.linecorp.armeria.client.ClientRequestContextCaptor;
import com.linecorp.armeria.client.Clients;
import com.linecorp.armeria.client.RequestOptions;
import com.linecorp.armeria.client.ResponseTimeoutException;
import com.linecorp.armeria.client.UnprocessedRequestException;
import com.linecorp.armeria.common.ExchangeType;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.SplitHttpResponse;
import com.linecorp.armeria.common.util.SafeCloseable;
import io.netty.util.concurrent.EventExecutor;
import io.tiphys.gateway.argoapi.ArgoRpc.Kind;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.CredentialRefusedException;
import io.tiphys.gateway.environment.Requester;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.UpstreamCapacity;
import io.tiphys.gateway.environment.UpstreamCapacity.Permit;
import io.tiphys.gateway.environment.UpstreamCapacity.Pool;
import io.tiphys.gateway.environment.UpstreamEnd;
import io.tiphys.gateway.environment.UpstreamEnd.Event;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Sends a request on to the Argo Server, once, and hands its answer back as soon as its head is there; the body is pumped
 * at the reader's pace. Thread-safe.
 */
@Singleton
final class ArgoForwarder {
    private static final String UNAUTHENTICATED = "16";

    /** After what time an answer whose head is there counts as one that is read slowly. */
    private static final int SLOW_SECONDS = 5;

    private final ArgoConnections connections;
    private final HeaderRules headers;
    private final UpstreamCapacity capacity;
    private final ArgoApiConfiguration configuration;

    ArgoForwarder(
            ArgoConnections connections,
            HeaderRules headers,
            UpstreamCapacity capacity,
            ArgoApiConfiguration configuration) {
        this.configuration = configuration;
        this.connections = connections;
        this.headers = headers;
        this.capacity = capacity;
    }

    /**
     * A request to send on.
     *
     * @param call the call that it belongs to
     * @param environment whose Argo Server
     * @param path where to, below the Argo Server's base href, with the query
     * @param body makes the request for its headers
     * @param kind what the Argo Server does with it
     * @param time how long the answer may take
     * @param callersTime whether the caller set that time, or a shorter one that goes along
     * @param until what that time is for
     * @param pool what it takes a permit of
     * @param requester on whose behalf
     */
    record Forwarding(
            ArgoApiCall call,
            SubmissionEnvironment environment,
            String path,
            Body body,
            Kind kind,
            Duration time,
            boolean callersTime,
            Until until,
            Pool pool,
            Requester requester) {}

    /** What a time is for. */
    enum Until {
        /** The head of an answer, and then for each part of its body, as {@link ResponseProgressTimeout} says. */
        HEAD,
        /** The last byte: the caller wants no later one, or the answer is a stream without an end. */
        END
    }

    /** Makes a request with these headers. */
    @FunctionalInterface
    interface Body {
        HttpRequest with(RequestHeaders headers);
    }

    /**
     * Sends a request with a credential.
     *
     * @throws CredentialRefusedException when the Argo Server does not accept it
     * @throws GatewayException when no answer came
     */
    HttpResponse send(Forwarding forwarding, BearerToken token) {
        return send(forwarding, Optional.of("Bearer " + token.reveal()), true);
    }

    /**
     * Sends a request that shows no credential.
     *
     * @throws GatewayException when no answer came
     */
    HttpResponse sendAnonymously(Forwarding forwarding) {
        return send(forwarding, Optional.empty(), false);
    }

    private HttpResponse send(Forwarding forwarding, Optional<String> authorization, boolean judged) {
        Permit permit = capacity.take(forwarding.environment(), forwarding.pool(), forwarding.requester());
        try {
            HttpResponse response = exchange(forwarding, authorization, judged, permit);
            response.whenComplete().whenComplete((done, failure) -> permit.release());
            if (forwarding.pool() == Pool.CALLS) {
                moveWhenSlow(forwarding, response, permit);
            }
            return response;
        } catch (RuntimeException e) {
            permit.release();
            throw e;
        }
    }

    /** A reader who takes its time keeps no permit that another call waits for. */
    private static void moveWhenSlow(Forwarding forwarding, HttpResponse response, Permit permit) {
        Future<?> look = forwarding
                .call()
                .context()
                .eventLoop()
                .withoutContext()
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

    private HttpResponse exchange(
            Forwarding forwarding, Optional<String> authorization, boolean judged, Permit permit) {
        ArgoApiCall call = forwarding.call();
        String base = call.grpc() ? "" : connections.base(forwarding.environment());
        RequestHeaders upstream = headers.upstream(call, base + forwarding.path(), authorization);
        Sent sent = execute(forwarding, upstream);
        HttpResponse response = sent.response();
        SplitHttpResponse split = response.split();
        ResponseHeaders head = head(split.headers(), forwarding, response, permit);
        permit.ended(end(forwarding, UpstreamEnd.answer(head.status().code(), head.getInt("grpc-status", -1))));
        if (judged && refused(head)) {
            response.abort();
            throw new CredentialRefusedException("the Argo Server answered 401");
        }
        return passing(forwarding, sent.context(), split.unsplit())
                .mapHeaders(all -> HeaderRules.downstream(all, call.requestId()));
    }

    private HttpResponse passing(Forwarding forwarding, ClientRequestContext upstream, HttpResponse answer) {
        if (forwarding.until() == Until.END) {
            return answer;
        }
        // Nothing may be set instead: of an answer that has ended meanwhile, nobody would ever take it back.
        upstream.clearResponseTimeout();
        EventExecutor executor = forwarding.call().context().eventLoop().withoutContext();
        return new ResponseProgressTimeout(answer, executor, pace(forwarding), configuration.maxStreamTime());
    }

    /** A stranger is given no more time for a part of an answer than for its beginning. */
    private Duration pace(Forwarding forwarding) {
        Duration time = configuration.answerTimeout();
        boolean anonymous = forwarding.call().caller().isEmpty();
        return anonymous && forwarding.time().compareTo(time) < 0 ? forwarding.time() : time;
    }

    private record Sent(HttpResponse response, ClientRequestContext context) {}

    private Sent execute(Forwarding forwarding, RequestHeaders upstream) {
        ArgoApiCall call = forwarding.call();
        try (SafeCloseable ignored = call.context().push(); // from the event loop of the caller's connection
                ClientRequestContextCaptor captor = Clients.newContextCaptor()) {
            HttpResponse response = connections
                    .client(forwarding.environment(), call.grpc())
                    .execute(forwarding.body().with(upstream), options(forwarding));
            return new Sent(response, captor.get());
        }
    }

    private static RequestOptions options(Forwarding forwarding) {
        return RequestOptions.builder()
                .responseTimeout(forwarding.time())
                .exchangeType(ExchangeType.BIDI_STREAMING)
                .build();
    }

    private static boolean refused(ResponseHeaders head) {
        return head.status().equals(HttpStatus.UNAUTHORIZED) || UNAUTHENTICATED.equals(head.get("grpc-status"));
    }

    private static ResponseHeaders head(
            Future<ResponseHeaders> headers, Forwarding forwarding, HttpResponse response, Permit permit) {
        try {
            return headers.get();
        } catch (InterruptedException e) {
            response.abort();
            permit.ended(new UpstreamEnd(Event.TIME_UP, false, true));
            Thread.currentThread().interrupt();
            throw new GatewayException(Problem.of(ErrorReason.CANCELLED, "The call was cancelled."), e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            permit.ended(end(forwarding, event(cause)));
            throw unanswered(forwarding.kind(), cause);
        }
    }

    /** Whose doing an end was: a caller who is gone, or who has not sent its request to the end, may have brought it about. */
    private static UpstreamEnd end(Forwarding forwarding, Event event) {
        ArgoApiCall call = forwarding.call();
        boolean gone = call.context().isCancelled()
                || call.request().whenComplete().isCompletedExceptionally()
                || call.request().isOpen();
        return new UpstreamEnd(event, forwarding.callersTime(), gone);
    }

    private static Event event(Throwable failure) {
        boolean unsent = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof GatewayException) {
                return Event.NOT_ASKED; // the request itself was broken off
            }
            if (cause instanceof ResponseTimeoutException) {
                return Event.TIME_UP;
            }
            unsent |= cause instanceof UnprocessedRequestException;
        }
        return unsent ? Event.NO_CONNECTION : Event.CONNECTION_BROKEN;
    }

    /** What is known of a request that got no answer: it was surely not sent, or it may have been carried out. */
    private static GatewayException unanswered(Kind kind, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof GatewayException known) {
            return known; // the request itself was broken off
        }
        if (cause instanceof UnprocessedRequestException) {
            return new GatewayException(
                    Problem.of(
                            ErrorReason.ARGO_UNAVAILABLE,
                            "No connection to the Argo Server could be made; nothing was sent."),
                    cause);
        }
        if (kind == Kind.CHANGE) {
            return new GatewayException(
                    Problem.of(
                            ErrorReason.OUTCOME_UNKNOWN,
                            "The request was sent to the Argo Server, but no answer came back: it may have been carried out."),
                    cause);
        }
        return new GatewayException(
                cause instanceof ResponseTimeoutException
                        ? Problem.of(ErrorReason.DEADLINE_EXCEEDED, "The Argo Server did not answer in time.")
                        : Problem.of(
                                ErrorReason.ARGO_UNAVAILABLE,
                                "The connection to the Argo Server broke before the answer was complete."),
                cause);
    }
}
