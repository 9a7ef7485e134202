package io.tiphys.gateway.argoapi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;

/** Argo's streams over HTTP/1.1: server-sent events, or lines of JSON. */
final class EventLines {
    static final String SERVER_SENT_EVENTS = "text/event-stream";
    static final String JSON_LINES = "*/*";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private EventLines() {}

    /** Opens a stream and records its lines; blank lines and the marks that keep it alive depend on the time alone. */
    static RecordedStream open(ArgoApiUnderTest face, String path, String accept, String token) {
        RecordedStream stream = new RecordedStream(face + " " + accept);
        HttpRequest request = HttpRequest.newBuilder(URI.create(face.uri() + path))
                .header("Authorization", "Bearer " + token)
                .header("Accept", accept)
                .build();
        var answer = HTTP.sendAsync(request, BodyHandlers.ofInputStream());
        stream.endsBy(() -> answer.thenAccept(EventLines::close));
        answer.thenAcceptAsync(
                response -> record(response, stream), task -> Thread.ofVirtual().start(task));
        return stream;
    }

    private static void record(HttpResponse<InputStream> response, RecordedStream stream) {
        stream.add(response.statusCode() + " "
                + response.headers().firstValue("content-type").orElse(""));
        // A scanner swallows what goes wrong, and tells it afterwards.
        Scanner lines = new Scanner(response.body(), StandardCharsets.UTF_8).useDelimiter("\n");
        while (lines.hasNext()) {
            String line = lines.next();
            if (!line.isBlank() && !line.equals(":")) {
                stream.add(line);
            }
        }
        stream.ended(lines.ioException() == null ? "end" : lines.ioException().toString());
    }

    private static void close(HttpResponse<InputStream> response) {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
