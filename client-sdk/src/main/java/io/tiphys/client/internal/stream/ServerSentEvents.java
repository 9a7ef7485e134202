package io.tiphys.client.internal.stream;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events (HTML standard, section 9.2.6). One thread reads; any thread may close. */
final class ServerSentEvents implements AutoCloseable {
    private final InputStream body;
    private final BufferedReader lines;
    private String lastId = "";

    /**
     * An event.
     *
     * @param name its type; {@code message} by default
     * @param id the id of the last event that had one; empty before that
     * @param data its data
     */
    record Event(String name, String id, String data) {}

    ServerSentEvents(InputStream body) {
        this.body = body;
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    /** Waits for the next event; null at the end of the body. */
    @Nullable
    Event next() throws IOException {
        String name = "message";
        StringBuilder data = new StringBuilder();
        boolean any = false;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                if (any) {
                    return new Event(name, lastId, data.toString());
                }
                name = "message";
                continue;
            }
            String field = field(line);
            String value = value(line, field);
            switch (field) {
                case "event" -> {
                    name = value;
                    any = true; // an end needs no data
                }
                case "data" -> {
                    data.append(data.isEmpty() ? "" : "\n").append(value);
                    any = true;
                }
                case "id" -> lastId = value;
                default -> {} // a comment, which is a heartbeat, or a field of a later standard
            }
        }
        return null;
    }

    private static String field(String line) {
        int colon = line.indexOf(':');
        return colon < 0 ? line : line.substring(0, colon);
    }

    private static String value(String line, String field) {
        if (field.length() == line.length()) {
            return "";
        }
        String value = line.substring(field.length() + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
