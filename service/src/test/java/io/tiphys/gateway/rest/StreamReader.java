package io.tiphys.gateway.rest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events as they come; a second implementation of the format, so that the two can disagree. */
final class StreamReader implements AutoCloseable {
    final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    /**
     * What came between two empty lines.
     *
     * @param comment whether it held a comment and nothing else
     */
    record Event(String id, String name, String data, boolean comment) {}

    /** Waits for the head of the answer and for nothing more. */
    StreamReader(RestApiUnderTest door, HttpRequest.Builder request) {
        try {
            response = door.client.send(request.build(), BodyHandlers.ofInputStream());
            lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next event; empty when the answer has ended. */
    Optional<Event> next() {
        String id = "";
        String name = "";
        StringBuilder data = new StringBuilder();
        boolean comment = false;
        for (String line = line(); line != null; line = line()) {
            if (line.isEmpty()) {
                return Optional.of(new Event(id, name, data.toString(), comment));
            } else if (line.startsWith(":")) {
                comment = true;
            } else if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data.append(data.isEmpty() ? "" : "\n").append(line.substring(6));
            } else {
                throw new AssertionError("not a line of server-sent events: " + line);
            }
        }
        return Optional.empty();
    }

    /** The next event that is no comment. */
    Optional<Event> nextNamed() {
        Optional<Event> event = next();
        while (event.isPresent() && event.get().comment()) {
            event = next();
        }
        return event;
    }

    /** The next line; nothing when the answer has ended. */
    @Nullable
    String line() {
        try {
            return lines.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
