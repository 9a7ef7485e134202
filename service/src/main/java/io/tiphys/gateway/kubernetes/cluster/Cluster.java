package io.tiphys.gateway.kubernetes.cluster;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * A connection to one cluster: a client under the gateway's own account, and one that has no identity and shows whatever
 * token it is given. A client per caller would cost tens of milliseconds and a thread each. Thread-safe.
 */
public final class Cluster implements AutoCloseable {
    /**
     * How many requests are under way at once; more wait for their turn within their time. A burst of callers would
     * otherwise open a connection each, and run into the connect timeout together.
     */
    private static final int CONCURRENT_REQUESTS = 16;

    /** Many enough to be no limit: whoever waits here is a known caller, and those have shares. */
    private static final int WAITING_REQUESTS = 100_000;

    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final Turns known = new Turns(CONCURRENT_REQUESTS, WAITING_REQUESTS);
    private final Turns newTokens;
    private final KubernetesClient client;
    private final CallerTokenClient holders;
    private final SelfReviews selfReviews;
    private final Duration callTimeout;

    /** @throws RuntimeException when what the environment names cannot be used, for example a kubeconfig or a certificate */
    Cluster(SubmissionEnvironment environment) {
        Config config = ClusterConfiguration.of(environment);
        this.client = new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientBuilderConsumer(HeaderLogs::silence)
                .build();
        this.holders = new CallerTokenClient(config, environment.limits().connectTimeout());
        this.selfReviews = new SelfReviews(holders, client.getKubernetesSerialization());
        this.callTimeout = environment.limits().callTimeout();
        this.newTokens = new Turns(
                environment.limits().shares().maxNewTokenReviews(),
                environment.limits().shares().maxWaitingNewTokens());
    }

    /**
     * Asks under the gateway's own account.
     *
     * @throws KubernetesClientException when there is no answer within the environment's call timeout, or a refusal, whose
     *     status it then tells
     */
    public <T> T ask(Function<KubernetesClient, T> question) {
        return inTurn(() -> question.apply(client));
    }

    /**
     * Asks under the gateway's own account about a token that anybody may have made up, in turns of its own.
     *
     * @throws GatewayException with TOO_MANY_CALLS when as many wait as may
     * @throws KubernetesClientException as {@link #ask}
     */
    public <T> T askOfNewToken(Function<KubernetesClient, T> question) {
        return inTurn(newTokens, callTimeout, () -> question.apply(client));
    }

    /**
     * Asks under a token what its holder may do.
     *
     * @throws KubernetesClientException as {@link #ask}
     */
    public SelfSubjectAccessReview askHolder(BearerToken token, SelfSubjectAccessReview review) {
        return inTurn(() -> selfReviews.create(token, review));
    }

    /**
     * Reads under a token what its holder may read.
     *
     * @param path the path at the API server, with its query
     * @param accept the form of the answer
     * @param limit how long to wait
     * @throws KubernetesClientException when there is no answer in time
     */
    public HttpResponse<byte[]> readAsHolder(BearerToken token, String path, String accept, Duration limit) {
        return inTurn(
                limit,
                () -> holders.send(holders.request(token, path)
                        .header("Accept", accept)
                        .GET()
                        .build()));
    }

    /**
     * Asks under a token with a body. The request changes nothing, so it may be sent twice.
     *
     * @param path the path at the API server, with its query
     * @param body JSON
     * @param limit how long to wait
     * @throws KubernetesClientException when there is no answer in time
     */
    public HttpResponse<byte[]> askAsHolder(BearerToken token, String path, byte[] body, Duration limit) {
        return inTurn(
                limit,
                () -> holders.send(holders.request(token, path)
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .POST(BodyPublishers.ofByteArray(body))
                        .build()));
    }

    private <T> T inTurn(Callable<T> request) {
        return inTurn(callTimeout, request);
    }

    private <T> T inTurn(Duration limit, Callable<T> request) {
        return inTurn(known, limit, request);
    }

    private static <T> T inTurn(Turns turns, Duration limit, Callable<T> request) {
        if (!turns.enter()) {
            throw new GatewayException(Problem.of(ErrorReason.TOO_MANY_CALLS, "Too many new tokens wait for a review.")
                    .withRetryAfter(ASK_AGAIN));
        }
        try {
            return TimeBound.call(limit, () -> {
                turns.begin();
                try {
                    return request.call();
                } finally {
                    turns.end();
                }
            });
        } finally {
            turns.leave();
        }
    }

    @Override
    public void close() {
        client.close();
        holders.close();
    }
}
