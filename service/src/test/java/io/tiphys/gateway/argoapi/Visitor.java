package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Somebody at a browser: keeps cookies as one does, and goes where it is sent, step by step. Used by one thread. */
final class Visitor implements AutoCloseable {
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** Signs in at an Argo Server; where its pages then are shown. */
    URI signIn(URI argo, String username, String password) {
        URI atProvider = sentOn(request(argo.resolve("oauth2/redirect?redirect=/workflows")));
        URI page = sentOn(request(atProvider));
        URI back = sentOn(HttpRequest.newBuilder(page.resolve("/login/username"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(Map.of(
                        "id", page.getQuery().replaceAll(".*authRequestID=", ""),
                        "username", username,
                        "password", password))))
                .build());
        URI callback = sentOn(request(back));
        assertThat(callback.toString())
                .startsWith(argo.resolve("oauth2/callback").toString());
        return sentOn(request(callback));
    }

    HttpResponse<String> get(URI uri) {
        return send(request(uri));
    }

    /** The one cookie of this name. */
    HttpCookie cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .reduce((one, other) -> {
                    throw new AssertionError("several cookies " + name);
                })
                .orElseThrow();
    }

    private URI sentOn(HttpRequest request) {
        HttpResponse<String> answer = send(request);
        assertThat(answer.statusCode())
                .as("%s: %s", request.uri(), answer.body())
                .isEqualTo(302);
        return request.uri().resolve(answer.headers().firstValue("Location").orElseThrow());
    }

    private static HttpRequest request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build();
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(request.uri().toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        http.close();
    }
}
