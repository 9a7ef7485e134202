package io.tiphys.gateway.argoapi;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.tiphys.gateway.argo.client.ArgoClients;
import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.argoapi.call.ArgoApiErrors;
import io.tiphys.gateway.argoapi.call.EnvironmentChoice;
import io.tiphys.gateway.argoapi.call.EnvironmentChoice.Chosen;
import io.tiphys.gateway.argoapi.forward.PrefixedAnswers;
import io.tiphys.gateway.argoapi.uri.PathPrefix;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.server.ArgoApiHandler;
import io.tiphys.gateway.server.call.CallScope;
import io.tiphys.gateway.server.call.ProblemAnswers;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;

/**
 * The API for Argo's own clients. Each call runs on a virtual thread until the response headers are available. The event
 * loops pump the bodies. Thread-safe.
 */
@Singleton
final class ArgoApiService implements ArgoApiHandler {
    private final EnvironmentChoice choice;
    private final ArgoApiCalls calls;
    private final ArgoClients clients;
    private final ProblemAnswers answers;

    ArgoApiService(EnvironmentChoice choice, ArgoApiCalls calls, ArgoClients clients, ProblemAnswers answers) {
        this.choice = choice;
        this.calls = calls;
        this.clients = clients;
        this.answers = answers;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request, boolean grpc) {
        ArgoApiCall call = new ArgoApiCall(context, request, grpc);
        CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
        Thread worker = Thread.ofVirtual().name("argo-api").unstarted(() -> answer.complete(served(call)));
        HttpResponse response = HttpResponse.of(answer);
        response.whenComplete().exceptionally(cut -> {
            worker.interrupt(); // the call is over or the gateway stops
            return null;
        });
        worker.start();
        return response;
    }

    private HttpResponse served(ArgoApiCall call) {
        try (CallScope ignored = call.recorded().enter()) {
            HttpResponse response = answer(call).mapError(failure -> broken(call, failure));
            response.whenComplete().whenComplete((done, failure) -> call.end());
            return response;
        } catch (RuntimeException | Error e) {
            call.end();
            return answers.answer(call.recorded(), ArgoApiErrors.problem(e, call.requestId()))
                    .toHttpResponse();
        }
    }

    /** Records why a response was aborted after its start. A caller's own disconnect is not recorded as a failure. */
    private static Throwable broken(ArgoApiCall call, Throwable failure) {
        if (failure instanceof GatewayException known) {
            call.recorded().failed(known.problem().reason());
        } else if (!call.context().isCancelled()) {
            call.recorded().failed(ErrorReason.ARGO_UNAVAILABLE);
        }
        return failure;
    }

    private HttpResponse answer(ArgoApiCall call) {
        Chosen chosen = choice.of(call.context(), call.grpc());
        call.prefix(chosen.prefix());
        String path = call.headers().path().substring(chosen.prefix().length());
        HttpResponse response = calls.serve(call, chosen, path.startsWith("/") ? path : "/" + path);
        String base = call.answeredBy().map(one -> clients.of(one).base()).orElse("");
        return PrefixedAnswers.of(call, new PathPrefix(chosen.prefix(), base), response);
    }
}
