package io.tiphys.gateway.kubernetes.cluster;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.concurrent.Turns;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.tracing.Tracing;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * A connection to one cluster: a client under the gateway's own account, and one without an identity that sends the given
 * tokens. A client per caller would cost tens of milliseconds and a thread each. Thread-safe.
 */
public final class Cluster implements AutoCloseable {
    private final Turns known = Turns.ofKnownTokens();
    private final Turns newTokens;
    private final KubernetesClient client;
    private final CallerTokenClient holders;
    private final SelfReviews selfReviews;
    private final Duration callTimeout;
    private final MetadataClient metadata;
    private final TracedRequests requests;

    /** @throws RuntimeException when a setting of the environment is unusable, for example a kubeconfig or a certificate */
    Cluster(SubmissionEnvironment environment, Tracing tracing) {
        this.requests = new TracedRequests(tracing, environment.name());
        Config config = ClusterConfiguration.of(environment);
        this.client = new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientBuilderConsumer(HeaderLogs::silence)
                .build();
        this.holders = new CallerTokenClient(config, environment.limits().connectTimeout());
        this.selfReviews = new SelfReviews(holders, client.getKubernetesSerialization());
        this.callTimeout = environment.limits().callTimeout();
        this.metadata = new MetadataClient(config);
        this.newTokens = Turns.ofNewTokens(
                environment.limits().shares().maxNewTokenReviews(),
                environment.limits().shares().maxWaitingNewTokens());
    }

    /**
     * Sends a request under the gateway's own account.
     *
     * @param what the verb and the resource for the request's span, such as {@code create tokenreviews}; never a name
     * @throws KubernetesClientException when there is no response within the environment's call timeout, or with the status
     *     of an error response
     */
    public <T> T ask(String what, Function<KubernetesClient, T> question) {
        return inTurn(known, callTimeout, what, () -> question.apply(client));
    }

    /**
     * Sends a request under the gateway's own account about an untrusted token, with permits of its own.
     *
     * @throws io.tiphys.gateway.error.GatewayException with TOO_MANY_CALLS when the queue is full
     * @throws KubernetesClientException as {@link #ask}
     */
    public <T> T askOfNewToken(String what, Function<KubernetesClient, T> question) {
        return inTurn(newTokens, callTimeout, what, () -> question.apply(client));
    }

    /**
     * Reviews with a token the permissions of its owner.
     *
     * @throws KubernetesClientException as {@link #ask}
     */
    public SelfSubjectAccessReview askHolder(BearerToken token, SelfSubjectAccessReview review) {
        return inTurn(known, callTimeout, "create selfsubjectaccessreviews", () -> selfReviews.create(token, review));
    }

    /**
     * Reads with a token, under the permissions of its owner.
     *
     * @param path the path at the API server, with its query
     * @param accept the media type of the response
     * @param limit the timeout
     * @throws KubernetesClientException when there is no response in time
     */
    public HttpResponse<byte[]> readAsHolder(BearerToken token, String path, String accept, Duration limit) {
        return inTurn(
                known,
                limit,
                "GET",
                () -> holders.send(holders.request(token, path)
                        .header("Accept", accept)
                        .GET()
                        .build()));
    }

    /**
     * Posts a body with a token. The request has no side effects, so it may be sent twice.
     *
     * @param path the path at the API server, with its query
     * @param body JSON
     * @param limit the timeout
     * @throws KubernetesClientException when there is no response in time
     */
    public HttpResponse<byte[]> askAsHolder(BearerToken token, String path, byte[] body, Duration limit) {
        return inTurn(
                known,
                limit,
                "POST",
                () -> holders.send(holders.request(token, path)
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .POST(BodyPublishers.ofByteArray(body))
                        .build()));
    }

    /** Watches of the metadata of objects under the gateway's own account. */
    public MetadataClient metadata() {
        return metadata;
    }

    private <T> T inTurn(Turns turns, Duration limit, String what, Callable<T> request) {
        turns.enter();
        try {
            return TimeBound.call(limit, () -> {
                turns.begin();
                try {
                    return requests.call(what, request);
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
        metadata.close();
        client.close();
        holders.close();
    }
}
