package io.tiphys.gateway.kubernetes.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.tracing.Tracing;
import io.tiphys.gateway.tracing.UpstreamSpan;
import java.net.http.HttpResponse;
import java.util.concurrent.Callable;

/** Gives each request of a traced call a span. The API server receives no trace header. Thread-safe. */
final class TracedRequests {
    private final Tracing tracing;
    private final String environment;

    /** @param environment the name of the environment whose cluster is called */
    TracedRequests(Tracing tracing, String environment) {
        this.tracing = tracing;
        this.environment = environment;
    }

    /** Makes a request; {@code what} names its verb and resource, or its method. */
    <T> T call(String what, Callable<T> request) throws Exception {
        UpstreamSpan span = tracing.upstream("kubernetes", what, environment);
        try {
            T answer = request.call();
            if (answer instanceof HttpResponse<?> response) {
                span.answered(what, response.statusCode());
            } else {
                span.succeeded();
            }
            return answer;
        } catch (KubernetesClientException e) {
            span.failed(e.getCode() > 0 ? Integer.toString(e.getCode()) : "no answer");
            throw e;
        } catch (Exception | Error e) {
            span.failed(e.getClass().getSimpleName());
            throw e;
        }
    }
}
