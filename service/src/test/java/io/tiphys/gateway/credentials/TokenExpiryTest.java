package io.tiphys.gateway.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenExpiryTest {
    @Test
    void readsWhenAJwtExpires() {
        assertThat(TokenExpiry.of(jwt("{\"exp\":1793534400}"))).contains(Instant.ofEpochSecond(1793534400));
    }

    @Test
    void isUnknownForAJwtThatDoesNotExpire() {
        assertThat(TokenExpiry.of(jwt("{\"sub\":\"ada\"}"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rubbish", "a.b.c", "v2:eyJ", "...", "e30.e30.", "eyJhbGciOiJSUzI1NiJ9.bm8ganNvbg.c2ln"})
    void isUnknownForWhatIsNoJwt(String token) {
        assertThat(TokenExpiry.of(BearerToken.of(token))).isEmpty();
    }

    private static BearerToken jwt(String claims) {
        return BearerToken.of(encoded("{\"alg\":\"RS256\"}") + "." + encoded(claims) + "." + encoded("signature"));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
