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
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.environment.UpstreamCapacity;
import io.tiphys.gateway.environment.UpstreamCapacity.Place;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Sends a request on to the Argo Server, once, and hands its answer back as soon as its head is there; the body is pumped
 * at the reader's pace. Thread-safe.
 */
@Singleton
final class ArgoForwarder {
    private static final String UNAUTHENTICATED = "16";

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
     * @param until what that time is for
     */
    record Forwarding(
            ArgoApiCall call,
            SubmissionEnvironment environment,
            String path,
            Body body,
            Kind kind,
            Duration time,
            Until until) {}

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
        Place place = forwarding.kind() == Kind.STREAM
                ? capacity.stream(forwarding.environment())
                : capacity.call(forwarding.environment());
        try {
            HttpResponse response = exchange(forwarding, authorization, judged, place);
            response.whenComplete().whenComplete((done, failure) -> place.release());
            return response;
        } catch (RuntimeException e) {
            place.release();
            throw e;
        }
    }

    private HttpResponse exchange(Forwarding forwarding, Optional<String> authorization, boolean judged, Place place) {
        ArgoApiCall call = forwarding.call();
        String base = call.grpc() ? "" : connections.base(forwarding.environment());
        RequestHeaders upstream =
                headers.upstream(call.context(), call.headers(), base + forwarding.path(), authorization);
        Sent sent = execute(forwarding, upstream);
        HttpResponse response = sent.response();
        SplitHttpResponse split = response.split();
        ResponseHeaders head = head(split.headers(), forwarding, response, place);
        place.answered();
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
        return new ResponseProgressTimeout(
                answer, executor, configuration.answerTimeout(), configuration.maxStreamTime());
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
            Future<ResponseHeaders> headers, Forwarding forwarding, HttpResponse response, Place place) {
        try {
            return headers.get();
        } catch (InterruptedException e) {
            response.abort();
            Thread.currentThread().interrupt();
            throw new GatewayException(Problem.of(ErrorReason.CANCELLED, "The call was cancelled."), e);
        } catch (ExecutionException e) {
            GatewayException unanswered = unanswered(forwarding.kind(), e.getCause() == null ? e : e.getCause());
            place.failed(unanswered);
            throw unanswered;
        }
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
