package io.tiphys.gateway.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.tiphys.gateway.fakes.TestTime;
import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.kubernetes.PublishedKeys.Published;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PublishedKeysTest {
    private final TestTime time = new TestTime();
    private final AtomicInteger read = new AtomicInteger();

    @Test
    void readsOnceAndAgainWhenTheKeysAreOldOrOneIsMissing() {
        PublishedKeys keys = new PublishedKeys("lab", this::published, time::read);

        assertThat(keys.wanting("a").map(Published::issuer)).contains("issuer 1");
        keys.wanting("a");
        assertThat(read).hasValue(1);

        time.advance(PublishedKeys.REFRESHED_EARLY);
        keys.wanting("a");
        awaitIssuer(keys, "issuer 2");
        assertThat(read).hasValue(2);
    }

    @Test
    void knowsNothingOfAClusterThatTellsNothing() {
        PublishedKeys keys = new PublishedKeys(
                "lab",
                () -> {
                    read.incrementAndGet();
                    throw new KubernetesClientException("forbidden");
                },
                time::read);

        assertThat(keys.wanting("a")).isEmpty();
        assertThat(keys.wanting("a")).isEmpty();
        assertThat(read).as("not with every token").hasValue(1);
    }

    private Published published() {
        return new Published("issuer " + read.incrementAndGet(), new JWKSet());
    }

    private static void awaitIssuer(PublishedKeys keys, String issuer) {
        Until.until(
                "the keys are read again",
                () -> keys.wanting("a")
                        .filter(known -> known.issuer().equals(issuer))
                        .isPresent());
    }
}
