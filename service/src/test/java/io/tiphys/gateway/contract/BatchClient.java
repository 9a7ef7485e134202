package io.tiphys.gateway.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A client of batches over REST that reads lines as they come. */
final class BatchClient {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI gateway;
    private final String namespace;
    private final String token;

    BatchClient(URI gateway, String namespace, String token) {
        this.gateway = gateway;
        this.namespace = namespace;
        this.token = token;
    }

    /** What came before the end, or before the connection broke. */
    record Answer(int status, List<JsonNode> lines, boolean broken) {
        Map<Integer, String> outcomes() {
            Map<Integer, String> outcomes = new TreeMap<>();
            lines.stream()
                    .filter(line -> line.path("type").asText().equals("result"))
                    .forEach(line -> outcomes.put(
                            line.get("index").asInt(), line.get("outcome").asText()));
            return outcomes;
        }

        long count(String outcome) {
            return outcomes().values().stream().filter(outcome::equals).count();
        }

        JsonNode last() {
            return lines.getLast();
        }
    }

    /**
     * Sends a batch.
     *
     * @param most after so many lines the client goes away
     */
    Answer send(String query, String mediaType, String body, int most) throws IOException, InterruptedException {
        return read(
                HttpRequest.newBuilder(URI.create(path("/batches" + query)))
                        .header("Content-Type", mediaType)
                        .POST(BodyPublishers.ofString(body)),
                most);
    }

    Answer send(String query, String mediaType, String body) throws IOException, InterruptedException {
        return send(query, mediaType, body, Integer.MAX_VALUE);
    }

    /** Calls another address of the namespace. */
    Answer call(String method, String path) throws IOException, InterruptedException {
        return read(
                HttpRequest.newBuilder(URI.create(path(path))).method(method, BodyPublishers.noBody()),
                Integer.MAX_VALUE);
    }

    private String path(String path) {
        return gateway + "/v1/environments/lab/namespaces/" + namespace + path;
    }

    private Answer read(HttpRequest.Builder request, int most) throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                client.send(request.header("Authorization", "Bearer " + token).build(), BodyHandlers.ofInputStream());
        List<JsonNode> lines = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null && lines.size() < most; line = reader.readLine()) {
                if (!line.isBlank()) {
                    lines.add(JSON.readTree(line));
                }
            }
            return new Answer(response.statusCode(), lines, false);
        } catch (IOException e) {
            return new Answer(response.statusCode(), lines, true);
        }
    }
}
