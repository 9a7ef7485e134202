package io.tiphys.gateway.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.tiphys.gateway.access.IssuedTokens.Origin;
import io.tiphys.gateway.access.Rejections.Cause;
import io.tiphys.gateway.access.TokenReviewer.Authenticated;
import io.tiphys.gateway.access.TokenReviewer.Turn;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.credentials.TokenClaims;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.fakes.CountedRejections;
import io.tiphys.gateway.testbed.ClusterUnderTest;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.TestNamespace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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
    void madeUpTokensFillTheirOwnTurnsAndHoldUpNoKnownCaller() throws InterruptedException {
        CountedRejections rejections = new CountedRejections();
        Fabric8TokenReviewer reviewer = new Fabric8TokenReviewer(cluster.clusters(), rejections);
        BearerToken alice = namespace.token("alice");
        AtomicInteger refused = new AtomicInteger();
        List<GatewayException> others = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> guesses = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            BearerToken guess = BearerToken.of("made-up-" + i);
            guesses.add(Thread.ofVirtual().start(() -> {
                try {
                    begin.await();
                    reviewer.review(OneCluster.NAME, guess, Turn.NEW);
                } catch (GatewayException e) {
                    boolean full = e.problem().reason() == ErrorReason.TOO_MANY_CALLS
                            && e.problem().retryAfter().isPresent();
                    if (full) {
                        refused.incrementAndGet();
                    } else {
                        others.add(e);
                    }
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        begin.countDown();
        long asked = System.nanoTime();
        assertThat(reviewer.review(OneCluster.NAME, alice, Turn.KNOWN)).isInstanceOf(Authenticated.class);
        Duration took = Duration.ofNanos(System.nanoTime() - asked);
        for (Thread guess : guesses) {
            guess.join();
        }

        assertThat(others).isEmpty();
        assertThat(refused.get()).isPositive();
        assertThat(rejections.causes).hasSize(refused.get()).containsOnly(Cause.NEW_TOKENS);
        assertThat(took).isLessThan(Duration.ofSeconds(5));
    }
}
