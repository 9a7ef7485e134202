package io.tiphys.gateway.argoapi.uri;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Go's {@code http.Request.Cookies} gives for the same headers (each line was tried with Go 1.26). */
final class CookiesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "authorization=Bearer a|Bearer a",
                "authorization =Bearer a|Bearer a",
                "authorization\t =Bearer a|Bearer a",
                "x=1;authorization=\"Bearer a\"|Bearer a",
                "x=1;;  ;authorization=a=b|a=b",
                "authorization=  Bearer a|~  Bearer a~",
                "Authorization=a|",
                "authorizationx=a|",
                "authorization=a\"b|",
                "authorization=a\\b|",
                "auth orization=a|",
                "authorization=a,b|a,b",
                "authorization|~~",
                "authorization=|~~",
            })
    void readsAsGoDoes(String header, String value) {
        List<String> expected = value == null ? List.of() : List.of(value);
        assertThat(Cookies.named(headers(header), "authorization")).isEqualTo(expected);
    }

    @Test
    void readsEveryHeaderInTurn() {
        assertThat(Cookies.named(headers("a=1; a=2", "a=3"), "a")).containsExactly("1", "2", "3");
    }

    @Test
    void writesWhatItReads() {
        for (String value : List.of("/workflows", "a b", "a,b", "")) {
            assertThat(Cookies.named(headers(Cookies.write("state", value)), "state"))
                    .containsExactly(value);
        }
    }

    private static RequestHeaders headers(String... cookies) {
        var builder = RequestHeaders.builder(HttpMethod.GET, "/");
        for (String cookie : cookies) {
            builder.add("cookie", cookie);
        }
        return builder.build();
    }
}
