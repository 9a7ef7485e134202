package io.tiphys.gateway.argoapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** What the Argo Server's lists say of the workflows of a namespace: they follow a moment after the objects. Thread-safe. */
final class ListedWorkflows {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ArgoApiUnderTest face;
    private final String namespace;
    private final String token;

    ListedWorkflows(ArgoApiUnderTest face, String namespace, String token) {
        this.face = face;
        this.namespace = namespace;
        this.token = token;
    }

    /** The phase of a workflow; empty when it has none or is not listed. */
    String phase(String workflow) {
        for (JsonNode item : items("?fields=items.metadata.name,items.status.phase")) {
            if (item.at("/metadata/name").asText().equals(workflow)) {
                return item.at("/status/phase").asText();
            }
        }
        return "";
    }

    /** How many there are. */
    int count() {
        return items("?fields=items.metadata.name").size();
    }

    private JsonNode items(String query) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(face.uri() + "/api/v1/workflows/" + namespace + query))
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            return JSON.readTree(HTTP.send(request, BodyHandlers.ofString()).body())
                    .path("items");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
