package io.tiphys.gateway.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.access.caller.Caller.KubernetesIdentity;
import io.tiphys.gateway.access.caller.TokenReviewer.Authenticated;
import io.tiphys.gateway.access.caller.TokenReviewer.Review;
import io.tiphys.gateway.access.caller.TokenReviewer.Turn;
import io.tiphys.gateway.access.caller.TokenReviewer.Unauthenticated;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.fakes.CountedRejections;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.ForgedTokens;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.Patience;
import io.tiphys.gateway.testbed.TestNamespace;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose token it is, as a real API server says. */
final class Fabric8TokenReviewerIT {
    private static ClusterUnderTest underTest;
    private static GatewayAccount gateway;
    private static TestNamespace namespace;
    private static OneCluster cluster;

    @BeforeAll
    static void open() {
        underTest = ClusterUnderTest.current();
        gateway = GatewayAccount.forDirect(underTest);
        namespace = TestNamespace.create(underTest);
        namespace.serviceAccount("alice");
        cluster = OneCluster.at(gateway.access());
    }

    @AfterAll
    static void close() {
        if (cluster != null) {
            cluster.close();
            namespace.close();
            gateway.close();
        }
    }

    @Test
    void namesTheUserAndAllThatRightsDependOn() {
        assertThat(review(namespace.token("alice"))).isInstanceOfSatisfying(Authenticated.class, review -> {
            KubernetesIdentity identity = review.identity();
            assertThat(identity.user()).isEqualTo(namespace.user("alice"));
            assertThat(identity.uid()).isNotEmpty();
            assertThat(identity.groups())
                    .contains(
                            "system:serviceaccounts",
                            "system:serviceaccounts:" + namespace.name(),
                            "system:authenticated");
            assertThat(identity.extra()).containsKey("authentication.kubernetes.io/credential-id");
        });
    }

    @Test
    void refusesAnExpiredToken() {
        ForgedTokens forged = ForgedTokens.of(underTest);
        Instant now = Instant.now();
        assertThat(review(forged.token(namespace, "alice", now.minusSeconds(60), now.plusSeconds(600))))
                .isInstanceOf(Authenticated.class);
        assertThat(review(forged.token(namespace, "alice", now.minusSeconds(600), now.minusSeconds(60))))
                .isEqualTo(new Unauthenticated());
    }

    @Test
    void refusesATokenForAnotherAudience() {
        assertThat(review(namespace.token("alice", Duration.ofHours(1), "somebody-else")))
                .isEqualTo(new Unauthenticated());
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "v2:not-for-kubernetes", "eyJhbGciOiJub25lIn0.e30.", "a.b.c"})
    void refusesGarbage(String token) {
        assertThat(review(BearerToken.of(token))).isEqualTo(new Unauthenticated());
    }

    @Test
    void refusesATokenWithOneLetterChanged() {
        String token = namespace.token("alice").reveal();
        int place = token.lastIndexOf('.') + 10;
        char other = token.charAt(place) == 'A' ? 'B' : 'A';
        assertThat(review(BearerToken.of(token.substring(0, place) + other + token.substring(place + 1))))
                .isEqualTo(new Unauthenticated());
    }

    @Test
    void refusesTheTokenOfADeletedAccount() {
        namespace.serviceAccount("leaver");
        BearerToken shown = namespace.token("leaver");
        // Kubernetes remembers for ten seconds that a token was good: this one is shown after the deletion alone.
        BearerToken kept = namespace.token("leaver");
        assertThat(review(shown)).isInstanceOf(Authenticated.class);
        underTest
                .admin()
                .serviceAccounts()
                .inNamespace(namespace.name())
                .withName("leaver")
                .delete();
        Patience.until("the token of a deleted account is refused", () -> review(kept) instanceof Unauthenticated);
    }

    private static Review review(BearerToken token) {
        return new Fabric8TokenReviewer(cluster.clusters(), new CountedRejections())
                .review(OneCluster.NAME, token, Turn.KNOWN);
    }
}
