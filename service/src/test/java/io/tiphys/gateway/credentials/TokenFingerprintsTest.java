package io.tiphys.gateway.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenFingerprintsTest {
    private final TokenFingerprints fingerprints = new TokenFingerprints();

    @Test
    void areEqualForEqualTokensAlone() {
        assertThat(fingerprints.of(BearerToken.of("one"))).isEqualTo(fingerprints.of(BearerToken.of("one")));
        assertThat(fingerprints.of(BearerToken.of("one"))).isNotEqualTo(fingerprints.of(BearerToken.of("other")));
    }

    @Test
    void meanNothingInAnotherProcess() {
        assertThat(fingerprints.of(BearerToken.of("one")))
                .isNotEqualTo(new TokenFingerprints().of(BearerToken.of("one")));
    }

    @Test
    void doNotHoldTheToken() {
        assertThat(fingerprints.of(BearerToken.of("one"))).matches("[0-9a-f]{64}");
    }
}
