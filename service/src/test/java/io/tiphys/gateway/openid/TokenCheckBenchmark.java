package io.tiphys.gateway.openid;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.jwk.JWK;
import io.tiphys.gateway.access.caller.TokenVerifier.Genuine;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.environment.TokenIssuer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The processor time of a check of a token's signature with known keys. {@code bench/identity} runs it. */
final class TokenCheckBenchmark {
    private static final int WARM_UP = 5_000;
    private static final int MEASURED = 5_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final Duration GOAL = Duration.ofNanos(200_000);

    @Test
    void staysBelowTwoHundredMicrosecondsWithRsa() {
        Duration rsa = measure(TestIssuer.RSA);
        System.out.printf("check of a token, RS256, warm: %.1f us%n", rsa.toNanos() / 1e3);
        Duration curve = measure(TestIssuer.CURVE);
        System.out.printf("check of a token, ES256, warm: %.1f us%n", curve.toNanos() / 1e3);
        assertThat(rsa).isLessThan(GOAL);
    }

    private static Duration measure(JWK key) {
        TestIssuer issuer = new TestIssuer();
        var verifier = new OpenIdTokenVerifier(any -> IssuerKeys.of(issuer, () -> issuer.away, Ticker.systemTicker()));
        TokenIssuer configuration = TestIssuer.configuration();
        BearerToken token =
                TestIssuer.signed(key, TestIssuer.claims(Instant.EPOCH).build());
        run(verifier, configuration, token, WARM_UP);
        long start = THREADS.getCurrentThreadCpuTime();
        run(verifier, configuration, token, MEASURED);
        return Duration.ofNanos((THREADS.getCurrentThreadCpuTime() - start) / MEASURED);
    }

    private static void run(OpenIdTokenVerifier verifier, TokenIssuer configuration, BearerToken token, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(verifier.verify(configuration, token) instanceof Genuine).isTrue();
        }
    }
}
