package io.tiphys.gateway.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tiphys.gateway.access.caller.Caller;
import io.tiphys.gateway.access.caller.Caller.ArgoIdentity;
import io.tiphys.gateway.credentials.TokenMinter.MintedToken;
import java.io.Serializable;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerTokenTest {
    private static final String SECRET = "the-secret-itself";

    @Test
    void isNeverPrinted() {
        BearerToken token = BearerToken.of(SECRET);

        assertThat(token).hasToString("***");
        assertThat(new MintedToken(token, Instant.EPOCH).toString()).doesNotContain(SECRET);
        assertThat(new Caller(new ArgoIdentity("one"), token).toString()).doesNotContain(SECRET);
        assertThat(String.format("%s", token)).doesNotContain(SECRET);
    }

    @Test
    void isNeverSerialised() throws Exception {
        ObjectMapper mapper = new ObjectMapper().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);

        assertThat(BearerToken.of(SECRET)).isNotInstanceOf(Serializable.class);
        assertThat(mapper.writeValueAsString(BearerToken.of(SECRET))).doesNotContain(SECRET);
    }

    @Test
    void isRevealedOnlyWhenAsked() {
        assertThat(BearerToken.of(SECRET).reveal()).isEqualTo(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "new\nline", "tab\there", "nul\u0000", "ümlaut", "\u007f"})
    void refusesWhatCannotStandInAHeaderWithoutRepeatingIt(String value) {
        assertThatThrownBy(() -> BearerToken.of(value + (value.isEmpty() ? "" : SECRET)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void equalsByValue() {
        assertThat(BearerToken.of("a")).isEqualTo(BearerToken.of("a")).hasSameHashCodeAs(BearerToken.of("a"));
        assertThat(BearerToken.of("a")).isNotEqualTo(BearerToken.of("b")).isNotEqualTo("a");
    }

    /** SHA-256 of {@code abc} (FIPS 180-2, appendix B.1): gateways of different versions must agree. */
    @Test
    void hasTheSameDigestInEveryProcess() {
        assertThat(BearerToken.of("abc").digest())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123456789abcdef0123456789abcdef", "0123456789ABCDEF0123456789ABCDEF"})
    void knowsTheFormOfJupyterHub(String value) {
        assertThat(BearerToken.of(value).hasFormOfJupyterHub()).isTrue();
        assertThat(BearerToken.of(value + "0").hasFormOfJupyterHub()).isFalse();
        assertThat(BearerToken.of(value.substring(1)).hasFormOfJupyterHub()).isFalse();
        assertThat(BearerToken.of("g" + value.substring(1)).hasFormOfJupyterHub())
                .isFalse();
    }

    @Test
    void knowsArgoSingleSignOnByItsPrefix() {
        assertThat(BearerToken.of("v2:eyJ").isArgoSingleSignOn()).isTrue();
        assertThat(BearerToken.of("eyJv2:").isArgoSingleSignOn()).isFalse();
    }
}
