package io.tiphys.gateway.kubernetes.cluster;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.tiphys.gateway.credentials.BearerToken;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** SelfSubjectAccessReviews with tokens of others. Thread-safe. */
final class SelfReviews {
    private static final String PATH = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    private static final int CREATED = 201;

    private final CallerTokenClient client;
    private final KubernetesSerialization json;

    SelfReviews(CallerTokenClient client, KubernetesSerialization json) {
        this.client = client;
        this.json = json;
    }

    /**
     * Creates a review, which has no side effects.
     *
     * @throws KubernetesClientException with the status, when the response is not a review
     */
    SelfSubjectAccessReview create(BearerToken token, SelfSubjectAccessReview review)
            throws IOException, InterruptedException {
        HttpRequest request = client.request(token, PATH)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(json.asJson(review)))
                .build();
        HttpResponse<byte[]> response = client.send(request);
        if (response.statusCode() != CREATED) {
            throw new KubernetesClientException(
                    "a review was answered with another status", response.statusCode(), null);
        }
        return json.unmarshal(new String(response.body(), StandardCharsets.UTF_8), SelfSubjectAccessReview.class);
    }
}
