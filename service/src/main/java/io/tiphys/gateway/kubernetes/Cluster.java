package io.tiphys.gateway.kubernetes;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/**
 * A connection to one cluster: a client under the gateway's own account, and one that has no identity and shows whatever
 * token it is given. A client per caller would cost tens of milliseconds and a thread each. Thread-safe.
 */
final class Cluster implements AutoCloseable {
    /**
     * How many requests are under way at once; more wait for their turn within their time. A burst of callers would
     * otherwise open a connection each, and run into the connect timeout together.
     */
    private static final int CONCURRENT_REQUESTS = 16;

    private final Semaphore turns = new Semaphore(CONCURRENT_REQUESTS, true);
    private final KubernetesClient client;
    private final SelfReviews selfReviews;
    private final Duration callTimeout;

    /** @throws RuntimeException when what the environment names cannot be used, for example a kubeconfig or a certificate */
    Cluster(SubmissionEnvironment environment) {
        Config config = ClusterConfiguration.of(environment);
        this.client = new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientBuilderConsumer(HeaderLogs::silence)
                .build();
        this.selfReviews =
                new SelfReviews(config, environment.limits().connectTimeout(), client.getKubernetesSerialization());
        this.callTimeout = environment.limits().callTimeout();
    }

    /**
     * Asks under the gateway's own account.
     *
     * @throws KubernetesClientException when there is no answer within the environment's call timeout, or a refusal, whose
     *     status it then tells
     */
    <T> T ask(Function<KubernetesClient, T> question) {
        return inTurn(() -> question.apply(client));
    }

    /**
     * Asks under a token what its holder may do.
     *
     * @throws KubernetesClientException as {@link #ask}
     */
    SelfSubjectAccessReview askHolder(BearerToken token, SelfSubjectAccessReview review) {
        return inTurn(() -> selfReviews.create(token, review));
    }

    private <T> T inTurn(Callable<T> request) {
        return TimeBound.call(callTimeout, () -> {
            turns.acquire();
            try {
                return request.call();
            } finally {
                turns.release();
            }
        });
    }

    @Override
    public void close() {
        client.close();
        selfReviews.close();
    }
}
