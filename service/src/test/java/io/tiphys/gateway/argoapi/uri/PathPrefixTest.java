package io.tiphys.gateway.argoapi.uri;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PathPrefixTest {
    private static final PathPrefix PLAIN = new PathPrefix("/argo/lab", "");
    private static final PathPrefix BASED = new PathPrefix("/argo/lab", "/base");

    @ParameterizedTest
    @CsvSource({
        "/, /argo/lab/",
        "/artifact-files/a/b/, /argo/lab/artifact-files/a/b/",
        "/argo/lab, /argo/lab",
        "/argo/lab/workflows?x=/y, /argo/lab/workflows?x=/y",
        "/argo/laboratory, /argo/lab/argo/laboratory",
        "/base/x, /argo/lab/base/x",
        "./, ./",
        "index.html, index.html",
        "//elsewhere.example/x, //elsewhere.example/x",
        "/\\elsewhere.example/x, /\\elsewhere.example/x",
        "https://issuer.example/auth?redirect_uri=/, https://issuer.example/auth?redirect_uri=/",
    })
    void putsThePrefixInFrontOfPathsAlone(String location, String expected) {
        assertThat(PLAIN.inFrontOf(location)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "/base/x, /argo/lab/x",
        "/base, /argo/lab",
        "/base/, /argo/lab/",
        "/basement, /argo/lab/basement",
        "/x, /argo/lab/x",
    })
    void replacesTheArgoServersOwnBase(String location, String expected) {
        assertThat(BASED.inFrontOf(location)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "authorization=v2:x; Path=/; Secure; SameSite=Strict | authorization=v2:x; Path=/argo/lab/; Secure; SameSite=Strict",
                "a=b;path=/base/ | a=b; Path=/argo/lab/",
                "state=/path=/x; HttpOnly | state=/path=/x; HttpOnly",
                "path=/; HttpOnly | path=/; HttpOnly",
                "a=b; Path=/argo/lab/ | a=b; Path=/argo/lab/",
            })
    void keepsACookieBelowThePrefix(String cookie, String expected) {
        assertThat(BASED.inFrontOfPathOf(cookie)).isEqualTo(expected);
    }

    @Test
    void changesNothingOfAPageButItsBase() {
        byte[] page = "<head>\u00e9\u2603<base href=\"/base/\"></head><a href=\"/x\">".getBytes(StandardCharsets.UTF_8);
        assertThat(new String(BASED.inFrontOfLinksOf(page), StandardCharsets.UTF_8))
                .isEqualTo("<head>\u00e9\u2603<base href=\"/argo/lab/\"></head><a href=\"/x\">");
        byte[] none = {(byte) 0xff, 0, 'b'};
        assertThat(BASED.inFrontOfLinksOf(none)).isEqualTo(none);
    }
}
