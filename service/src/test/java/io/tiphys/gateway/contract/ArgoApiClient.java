package io.tiphys.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Calls of the Argo API of the contract's gateway. No answer may tell a token. Thread-safe. */
final class ArgoApiClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ContractWorld WORLD = ContractWorld.get();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private ArgoApiClient() {}

    static HttpResponse<String> get(String environment, String path, String token) {
        return send(environment, "GET", path, "", "Authorization", "Bearer " + token);
    }

    static HttpResponse<String> post(String environment, String path, String token, String body) {
        return send(environment, "POST", path, body, "Authorization", "Bearer " + token);
    }

    /** @param headers names and values in turn */
    static HttpResponse<String> send(String environment, String method, String path, String body, String... headers) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(WORLD.gateway().rest() + "/argo/" + environment + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .headers(headers)
                .build();
        try {
            HttpResponse<String> answer = CLIENT.send(request, BodyHandlers.ofString());
            WORLD.requireNoTokenIn(answer.body() + answer.headers().map());
            return answer;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The body of an answer that has to have a status. */
    static JsonNode json(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    /** The gateway's reason in an answer that has to have a status. */
    static String reason(HttpResponse<String> answer, int status) {
        return json(answer, status).at("/details/0/reason").asText();
    }
}
