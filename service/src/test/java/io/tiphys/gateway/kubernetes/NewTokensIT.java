package io.tiphys.gateway.kubernetes;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.access.caller.IssuedTokens.Origin;
import io.tiphys.gateway.access.caller.Rejections.Cause;
import io.tiphys.gateway.access.caller.TokenReviewer.Authenticated;
import io.tiphys.gateway.access.caller.TokenReviewer.Turn;
import io.tiphys.gateway.access.caller.TokenReviewer.Unauthenticated;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.TokenClaims;
import io.tiphys.gateway.environment.FairShares;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.fakes.CountedRejections;
import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.kubernetes.cluster.Cluster;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.TestNamespace;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tokens that nobody has seen before, at a real API server. */
final class NewTokensIT {
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
    void tellsTheClustersOwnTokensFromForgedOnesWithoutAReview() {
        String good = namespace.token("alice").reveal();
        int place = good.lastIndexOf('.') + 10;
        char changed = good.charAt(place) == 'A' ? 'B' : 'A';
        String forged = good.substring(0, place) + changed + good.substring(place + 1);

        assertThat(originOf(good)).isEqualTo(Origin.CLUSTER);
        assertThat(originOf(forged)).isEqualTo(Origin.FORGED);
        assertThat(originOf("eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJvdGhlciJ9.c2ln")).isEqualTo(Origin.UNDECIDED);
    }

    private static Origin originOf(String text) {
        BearerToken token = BearerToken.of(text);
        return new ClusterIssuedTokens(cluster.clusters(), Ticker.systemTicker())
                .originOf(OneCluster.NAME, token, TokenClaims.of(token).orElseThrow());
    }

    @Test
    void newTokensFillTheirOwnTurnsAndHoldUpNoKnownCaller() throws InterruptedException {
        FairShares shares = cluster.environment().limits().shares();
        int most = shares.maxNewTokenReviews() + shares.maxWaitingNewTokens();
        Cluster api = cluster.clusters().of(OneCluster.NAME);
        CountDownLatch answered = new CountDownLatch(1);
        List<Thread> waiting = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            waiting.add(Thread.ofVirtual()
                    .start(() -> api.askOfNewToken("create tokenreviews", client -> await(answered))));
        }
        Until.allWait(waiting);
        CountedRejections rejections = new CountedRejections();
        Fabric8TokenReviewer reviewer = new Fabric8TokenReviewer(cluster.clusters(), rejections);

        Problem full = problemOf(
                ErrorReason.TOO_MANY_CALLS,
                () -> reviewer.review(OneCluster.NAME, BearerToken.of("made-up"), Turn.NEW));
        assertThat(reviewer.review(OneCluster.NAME, namespace.token("alice"), Turn.KNOWN))
                .isInstanceOf(Authenticated.class);

        assertThat(full.retryAfter()).isPresent();
        assertThat(rejections.causes).containsExactly(Cause.NEW_TOKENS);
        answered.countDown();
        for (Thread one : waiting) {
            one.join();
        }
        assertThat(reviewer.review(OneCluster.NAME, BearerToken.of("made-up"), Turn.NEW))
                .isInstanceOf(Unauthenticated.class);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
