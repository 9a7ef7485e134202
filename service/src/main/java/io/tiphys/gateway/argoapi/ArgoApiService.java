package io.tiphys.gateway.argoapi;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.tiphys.gateway.argo.client.ArgoClients;
import io.tiphys.gateway.argoapi.EnvironmentChoice.Chosen;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.observability.ApiKind;
import io.tiphys.gateway.observability.CallRecord;
import io.tiphys.gateway.observability.CallRecorder;
import io.tiphys.gateway.observability.MdcKeys;
import io.tiphys.gateway.server.ArgoApiHandler;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import org.slf4j.MDC;

/**
 * The door for Argo's own clients. Each call runs on a virtual thread until the head of its answer is there; the bodies are
 * pumped by the event loops. Thread-safe.
 */
@Singleton
final class ArgoApiService implements ArgoApiHandler {
    private final EnvironmentChoice choice;
    private final ArgoApiCalls calls;
    private final ArgoClients clients;
    private final ArgoApiErrors problems;
    private final CallRecorder recorder;

    ArgoApiService(
            EnvironmentChoice choice,
            ArgoApiCalls calls,
            ArgoClients clients,
            ArgoApiErrors problems,
            CallRecorder recorder) {
        this.choice = choice;
        this.calls = calls;
        this.clients = clients;
        this.problems = problems;
        this.recorder = recorder;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request, boolean grpc) {
        ArgoApiCall call = new ArgoApiCall(context, request, grpc);
        CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
        Thread worker = Thread.ofVirtual().name("argo-api").unstarted(() -> answer.complete(recorded(call)));
        context.whenRequestCancelling().thenRun(worker::interrupt);
        worker.start();
        return HttpResponse.of(answer);
    }

    private HttpResponse recorded(ArgoApiCall call) {
        try (MDC.MDCCloseable ignored = MDC.putCloseable(MdcKeys.REQUEST_ID, call.requestId())) {
            HttpResponse response = answer(call);
            response.whenComplete().whenComplete((done, failure) -> {
                call.end();
                record(call, CallRecord.OK);
            });
            return response;
        } catch (RuntimeException | Error e) {
            call.end();
            Problem problem = ArgoApiErrors.problem(e, call.requestId());
            record(call, problem.reason().name());
            return call.grpc()
                    ? problems.overGrpc(problem, call.requestId())
                    : ArgoApiErrors.overHttp(problem, call.requestId());
        }
    }

    private HttpResponse answer(ArgoApiCall call) {
        Chosen chosen = choice.of(call.context(), call.grpc());
        call.prefix(chosen.prefix());
        String path = call.headers().path().substring(chosen.prefix().length());
        HttpResponse response = calls.serve(call, chosen, path.startsWith("/") ? path : "/" + path);
        String base = call.answeredBy().map(one -> clients.of(one).base()).orElse("");
        return PrefixedAnswers.of(call, new PathPrefix(chosen.prefix(), base), response);
    }

    private void record(ArgoApiCall call, String outcome) {
        recorder.ended(new CallRecord(
                ApiKind.ARGO,
                call.target().operation(),
                call.requestId(),
                call.caller(),
                call.environment(),
                call.namespace(),
                outcome,
                call.sinceItBegan()));
    }
}
