package io.tiphys.gateway.argoapi.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import org.junit.jupiter.api.Test;

final class CallerTokensTest {
    @Test
    void takesTheHeaderAndNoCookieBesideIt() {
        assertThat(CallerTokens.of(headers("authorization", "Bearer a", "cookie", "authorization=Bearer b")))
                .containsExactly("Bearer a");
    }

    @Test
    void takesEveryCookieOfThatNameInTurn() {
        assertThat(CallerTokens.of(headers("cookie", "x=1; authorization=Bearer a; authorization=\"Bearer b\"")))
                .containsExactly("Bearer a", "Bearer b");
    }

    private static RequestHeaders headers(String... pairs) {
        var builder = RequestHeaders.builder(HttpMethod.GET, "/");
        for (int i = 0; i < pairs.length; i += 2) {
            builder.add(pairs[i], pairs[i + 1]);
        }
        return builder.build();
    }
}
