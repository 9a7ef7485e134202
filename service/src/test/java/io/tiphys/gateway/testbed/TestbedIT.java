package io.tiphys.gateway.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.credentials.BearerToken;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the other tests on the cluster take for granted. */
final class TestbedIT {
    private static ClusterUnderTest cluster;

    @BeforeAll
    static void find() {
        cluster = ClusterUnderTest.current();
    }

    @Test
    void servesWorkflows() {
        assertThat(cluster.admin().getApiGroup("argoproj.io")).isNotNull();
    }

    @Test
    void makesTokensThatTheApiServerKnows() {
        try (TestNamespace namespace = TestNamespace.create(cluster)) {
            namespace.serviceAccount("alice");
            assertThat(review(namespace.token("alice")).getStatus().getUser().getUsername())
                    .isEqualTo(namespace.user("alice"));
            assertThat(review(namespace.tokenSecret("alice", "alice-token"))
                            .getStatus()
                            .getUser()
                            .getUsername())
                    .isEqualTo(namespace.user("alice"));
        }
    }

    @Test
    void forgesTokensThatDifferInTheirTimeAlone() {
        ForgedTokens forged = ForgedTokens.of(cluster);
        try (TestNamespace namespace = TestNamespace.create(cluster)) {
            namespace.serviceAccount("alice");
            Instant now = Instant.now();
            TokenReview current = review(forged.token(namespace, "alice", now.minusSeconds(60), now.plusSeconds(600)));
            assertThat(current.getStatus().getAuthenticated()).isTrue();
            TokenReview past = review(forged.token(namespace, "alice", now.minusSeconds(600), now.minusSeconds(60)));
            assertThat(past.getStatus().getAuthenticated()).isNotEqualTo(true);
        }
    }

    @Test
    void grantsHaveAnEffectWhenTheyReturn() {
        try (TestNamespace namespace = TestNamespace.create(cluster)) {
            namespace.serviceAccount("bob");
            try (KubernetesClient bob = client(cluster.kubernetes(), cluster.kubernetesCa(), namespace.token("bob"))) {
                assertThatThrownBy(
                                () -> bob.pods().inNamespace(namespace.name()).list())
                        .isInstanceOf(KubernetesClientException.class);
                namespace.grant(
                        "bob",
                        new PolicyRuleBuilder()
                                .withApiGroups("")
                                .withResources("pods")
                                .withVerbs("list")
                                .build());
                assertThat(bob.pods().inNamespace(namespace.name()).list().getItems())
                        .isEmpty();
            }
        }
    }

    @Test
    void recordsAndBreaksTheWayToKubernetes() {
        WireJournal journal = new WireJournal();
        try (GatewayAccount account = GatewayAccount.forDirect(cluster);
                FaultProxy proxy = FaultProxy.ofKubernetes(cluster, journal);
                KubernetesClient client =
                        client(proxy.uri(), proxy.certificate().orElseThrow(), account.token())) {
            assertThat(client.authentication().v1().tokenReviews().create(ask(account.token())))
                    .extracting(review -> review.getStatus().getUser().getUsername())
                    .isEqualTo(account.user());
            assertThat(journal.calls())
                    .extracting(WireCall::toString)
                    .containsExactly("kubernetes POST /apis/authentication.k8s.io/v1/tokenreviews -> 201");
            assertThat(journal.calls().getFirst().authorization()).contains(WireJournal.fingerprint(account.token()));
            proxy.refuseConnections();
            assertThatThrownBy(() -> client.authentication().v1().tokenReviews().create(ask(account.token())))
                    .isInstanceOf(KubernetesClientException.class);
        }
    }

    private static TokenReview review(BearerToken token) {
        return cluster.admin().authentication().v1().tokenReviews().create(ask(token));
    }

    private static TokenReview ask(BearerToken token) {
        return new TokenReviewBuilder()
                .withNewSpec()
                .withToken(token.reveal())
                .endSpec()
                .build();
    }

    private static KubernetesClient client(URI uri, Path certificateAuthority, BearerToken token) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(uri.toString())
                .withCaCertFile(certificateAuthority.toString())
                .withOauthToken(token.reveal())
                .withRequestRetryBackoffLimit(1)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
