package io.tiphys.gateway.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenClaimsTest {
    @Test
    void readsWhatAJwtSaysOfItself() {
        TokenClaims claims = TokenClaims.of(jwt("{\"exp\":1793534400,\"iss\":\"here\",\"aud\":[\"a\",\"b\"]}"))
                .orElseThrow();

        assertThat(claims.expiry()).contains(Instant.ofEpochSecond(1793534400));
        assertThat(claims.issuer()).contains("here");
        assertThat(claims.audiences()).containsExactly("a", "b");
        assertThat(claims.keyId()).contains("first");
    }

    @Test
    void takesAJwtThatSaysNothing() {
        TokenClaims claims = TokenClaims.of(jwt("{\"sub\":\"ada\"}")).orElseThrow();

        assertThat(claims.expiry()).isEmpty();
        assertThat(claims.issuer()).isEmpty();
        assertThat(claims.audiences()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rubbish", "a.b.c", "v2:eyJ", "...", "e30.e30.", "eyJhbGciOiJSUzI1NiJ9.bm8ganNvbg.c2ln"})
    void readsNothingOfWhatIsNoJwt(String token) {
        assertThat(TokenClaims.of(BearerToken.of(token))).isEmpty();
    }

    @Test
    void isNeverPrinted() {
        assertThat(TokenClaims.of(jwt("{\"iss\":\"secret\"}")).toString()).doesNotContain("secret");
    }

    private static BearerToken jwt(String claims) {
        return BearerToken.of(
                encoded("{\"alg\":\"RS256\",\"kid\":\"first\"}") + "." + encoded(claims) + "." + encoded("signature"));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
