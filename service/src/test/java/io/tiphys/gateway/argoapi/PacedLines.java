package io.tiphys.gateway.argoapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A watch over HTTP: of the gateway's own API as server-sent events, or of Argo's as events or lines of JSON. */
final class PacedLines implements PacedReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final BufferedReader lines;
    private String end = "";
    private Optional<String> place = Optional.empty();

    PacedLines(URI uri, String accept, String token) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .header("Accept", accept)
                .build();
        try {
            lines = new BufferedReader(new InputStreamReader(
                    HTTP.send(request, BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Optional<String> next() {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Optional<String> version = version(line);
                if (version.isPresent()) {
                    return version;
                }
            }
            end += "end";
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a line says: {@code id: 7}, {@code data: {...}} of either face, or {@code {...}}. */
    private Optional<String> version(String line) throws IOException {
        if (line.startsWith("event: ") && !line.equals("event: change")) {
            end = line + ", ";
        }
        int json = line.indexOf('{');
        if (json < 0) {
            return Optional.empty();
        }
        JsonNode message = JSON.readTree(line.substring(json));
        JsonNode problem = message.has("error") ? message.get("error") : message;
        if (problem.has("reason")) {
            end += problem.get("reason").textValue() + ", ";
            place = Optional.ofNullable(problem.at("/metadata/resourceVersion").textValue());
        }
        String pointer = message.has("result") ? "/result/object/metadata" : "/workflow";
        return Optional.ofNullable(message.at(pointer + "/resourceVersion").textValue());
    }

    @Override
    public String end() {
        return end;
    }

    @Override
    public Optional<String> place() {
        return place;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
