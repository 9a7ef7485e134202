package io.tiphys.gateway.server.micronaut;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.core.execution.ExecutionFlow;
import io.micronaut.core.propagation.PropagatedContext;
import io.micronaut.http.ByteBodyHttpResponse;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.body.AvailableByteBody;
import io.micronaut.http.body.ByteBody;
import io.micronaut.http.body.MessageBodyHandlerRegistry;
import io.micronaut.http.body.stream.BodySizeLimits;
import io.micronaut.http.context.ServerHttpRequestContext;
import io.micronaut.http.server.HttpServerConfiguration;
import io.micronaut.http.server.RequestLifecycle;
import io.micronaut.http.server.ResponseLifecycle;
import io.micronaut.http.server.RouteExecutor;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.web.router.Router;
import io.tiphys.gateway.server.body.BodyBudget;
import io.tiphys.gateway.server.body.ResponsePieces;
import io.tiphys.gateway.server.call.ApiCall;
import io.tiphys.gateway.server.call.CallEntry;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the framework's filters and controllers in this process, without a socket. The service is based on {@code
 * RequestLifecycle} and {@code ResponseLifecycle}, with which the framework supports foreign servers (Micronaut 4.10).
 * Thread-safe.
 */
@Singleton
public final class MicronautService {
    private static final Logger LOG = LoggerFactory.getLogger(MicronautService.class);
    /** The request attribute that contains the {@link ApiCall}. */
    public static final String CALL = "tiphys.call";

    private static final URI UNREADABLE = URI.create("/");

    private final RouteExecutor routes;
    private final Router router;
    private final ConversionService conversion;
    private final BodyBudget budget;
    private final BodySizeLimits limits;
    private final Questions questions;
    private final Answers answers;
    private final AtomicInteger underWay = new AtomicInteger();

    MicronautService(
            RouteExecutor routes,
            Router router,
            MessageBodyHandlerRegistry writers,
            ConversionService conversion,
            HttpServerConfiguration configuration,
            BodyBudget budget,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.routes = routes;
        this.router = router;
        this.conversion = conversion;
        this.budget = budget;
        this.limits = new BodySizeLimits(configuration.getMaxRequestSize(), configuration.getMaxRequestBufferSize());
        this.questions = new Questions(routes);
        this.answers = new Answers(routes, writers, conversion, blocking);
    }

    /** Whether no use case works on a request, including requests whose caller has disconnected. */
    public boolean isIdle() {
        return underWay.get() == 0;
    }

    /** Sets the listener of routes that name no listener; routes for probes name one. */
    public void route(InetSocketAddress listener) {
        router.applyDefaultPorts(List.of(listener.getPort()));
    }

    public HttpResponse serve(ServiceRequestContext context, HttpRequest received) {
        return serve(context, received, RestRequest.CALLERS);
    }

    /**
     * Serves a request.
     *
     * @param listener the listener that received the request
     */
    public HttpResponse serve(ServiceRequestContext context, HttpRequest received, InetSocketAddress listener) {
        CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
        Optional<URI> uri = uri(context);
        RestRequest request = new RestRequest(
                context,
                received,
                uri.orElse(UNREADABLE),
                listener,
                new RestRequest.Limits(limits, budget.open()),
                conversion);
        HttpResponse response = HttpResponse.of(answer);
        underWay.incrementAndGet();
        try (PropagatedContext.Scope ignored =
                propagated(context, request, response).propagate()) {
            (uri.isPresent() ? questions.ask(request) : questions.refuse(request))
                    .onComplete((made, failure) -> encode(request, made, failure, answer));
        }
        return response;
    }

    /** The context of threads that work on the request; probes have no call. */
    private static PropagatedContext propagated(
            ServiceRequestContext context, RestRequest request, HttpResponse response) {
        PropagatedContext known = PropagatedContext.getOrEmpty().plus(new ServerHttpRequestContext(request));
        Optional<ApiCall> call = CallEntry.find(context);
        if (call.isEmpty()) {
            return known;
        }
        request.setAttribute(CALL, call.get());
        CallThreads threads = new CallThreads(call.get());
        response.whenComplete().exceptionally(cut -> {
            threads.cancel();
            return null;
        });
        return known.plus(threads);
    }

    /**
     * The URI that selected the API, so that no later step decides by another one; empty when RFC 3986 does not allow the
     * URI.
     */
    private static Optional<URI> uri(ServiceRequestContext context) {
        String query = context.query();
        try {
            return Optional.of(URI.create(query == null ? context.path() : context.path() + "?" + query));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void encode(
            RestRequest request,
            io.micronaut.http.@Nullable HttpResponse<?> response,
            @Nullable Throwable failure,
            CompletableFuture<HttpResponse> answer) {
        io.micronaut.http.HttpResponse<?> given = response == null || failure != null
                ? routes.createDefaultErrorResponse(
                        request, failure == null ? new IllegalStateException("there is no answer") : failure)
                : response;
        answers.encodeHttpResponseSafe(request, given).onComplete((encoded, fault) -> {
            request.close();
            underWay.decrementAndGet();
            if (encoded == null) {
                LOG.error("an answer could not be written", fault);
                answer.complete(HttpResponse.of(500));
            } else {
                answer.complete(request.getMethod() == HttpMethod.HEAD ? head(encoded) : answer(encoded));
            }
        });
    }

    /**
     * Omits the length: the length of the response to a GET is unknown, and no other may be sent (RFC 9110, section 8.6).
     */
    private static HttpResponse head(ByteBodyHttpResponse<?> encoded) {
        try (encoded) {
            return HttpResponse.of(StreamMessage.of(headers(encoded)));
        }
    }

    private static HttpResponse answer(ByteBodyHttpResponse<?> encoded) {
        try (encoded) {
            ResponseHeaders headers = headers(encoded);
            ByteBody body = encoded.byteBody();
            return body instanceof AvailableByteBody whole
                    ? ResponsePieces.response(headers, whole.toByteArray(), HttpHeaders.of())
                    : HttpResponse.of(
                            headers,
                            StreamMessage.of(body.toByteArrayPublisher()).map(HttpData::wrap));
        }
    }

    private static ResponseHeaders headers(ByteBodyHttpResponse<?> encoded) {
        ResponseHeadersBuilder headers = ResponseHeaders.builder(encoded.code());
        encoded.getHeaders().forEach((name, values) -> headers.add(name, values));
        return headers.build();
    }

    /** The framework's processing of a request. */
    private static final class Questions extends RequestLifecycle {
        Questions(RouteExecutor routes) {
            super(routes);
        }

        ExecutionFlow<io.micronaut.http.HttpResponse<?>> ask(RestRequest request) {
            return normalFlow(request);
        }

        ExecutionFlow<io.micronaut.http.HttpResponse<?>> refuse(RestRequest request) {
            return onStatusError(request, io.micronaut.http.HttpResponse.badRequest(), "the address cannot be read");
        }
    }

    /** The framework's processing of a response, in particular the writers of bodies. */
    private static final class Answers extends ResponseLifecycle {
        private final Executor blocking;

        Answers(
                RouteExecutor routes,
                MessageBodyHandlerRegistry writers,
                ConversionService conversion,
                Executor blocking) {
            super(routes, writers, conversion, RestRequest.BODIES);
            this.blocking = blocking;
        }

        @Override
        protected Executor ioExecutor() {
            return blocking;
        }
    }
}
