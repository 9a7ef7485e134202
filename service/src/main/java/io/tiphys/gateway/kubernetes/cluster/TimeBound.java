package io.tiphys.gateway.kubernetes.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.tracing.TraceContext;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Aborts a request at its timeout. The timeouts of fabric8 and of the JDK end with the headers of a response: a connection
 * that dies in the middle of a body would block its caller forever.
 */
final class TimeBound {
    private TimeBound() {}

    /** @throws KubernetesClientException for every failure, with the status of the response if there was one */
    static <T> T call(Duration limit, Callable<T> request) {
        FutureTask<T> task = new FutureTask<>(TraceContext.carrying(request));
        Thread.ofVirtual().name("kubernetes").start(task);
        try {
            return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KubernetesClientException known
                    ? known
                    : new KubernetesClientException("the request could not be made", e.getCause());
        } catch (TimeoutException e) {
            task.cancel(true);
            throw new KubernetesClientException("no answer within " + limit, e);
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new KubernetesClientException("the call was cancelled", e);
        }
    }
}
