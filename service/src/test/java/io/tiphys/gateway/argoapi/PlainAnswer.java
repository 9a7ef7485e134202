package io.tiphys.gateway.argoapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a face answers to a request without a body.
 *
 * @param status the status code
 * @param headers what its headers say, without those that concern one connection or count calls
 * @param body its bytes, one character each
 */
record PlainAnswer(int status, SortedMap<String, String> headers, String body) {
    /** They tell how the bytes are carried, when, and how many calls are left, and which call it is. */
    private static final Set<String> OF_ONE_ANSWER = Set.of(
            "connection",
            "keep-alive",
            "transfer-encoding",
            "content-length",
            "date",
            "x-ratelimit-remaining",
            "x-ratelimit-reset",
            "x-request-id");

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static PlainAnswer get(ArgoApiUnderTest face, String path, String authorization) {
        return ask("GET", face, path, authorization);
    }

    /** The same for another method, without a body. */
    static PlainAnswer ask(String method, ArgoApiUnderTest face, String path, String authorization) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(face.uri() + path))
                .method(method, BodyPublishers.noBody())
                .header("Authorization", authorization)
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            HttpResponse<byte[]> response = HTTP.send(request, BodyHandlers.ofByteArray());
            SortedMap<String, String> headers = new TreeMap<>();
            response.headers()
                    .map()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.toString()));
            headers.keySet().removeAll(OF_ONE_ANSWER);
            return new PlainAnswer(
                    response.statusCode(), headers, new String(response.body(), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(face + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
