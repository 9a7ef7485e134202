package io.tiphys.gateway.rest.stream;

import io.micronaut.http.MediaType;
import io.tiphys.gateway.rest.error.ProblemDocument;
import io.tiphys.gateway.rest.model.AnswerJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * Server-sent events (HTML Living Standard, section 9.2).
 *
 * @param event the name of the events with data
 * @param data the JSON data of such an event
 * @param id the id of such an event, after which a reader can resume; empty for none
 * @param <T> the type of the stream's values
 */
public record ServerSentEvents<T>(String event, Function<T, Object> data, Function<T, String> id)
        implements StreamForm<T> {
    private static final byte[] COMMENT = bytes(":\n\n");
    private static final byte[] NEXT_LINE = bytes("\ndata: ");

    @Override
    public String mediaType() {
        return MediaType.TEXT_EVENT_STREAM;
    }

    @Override
    public byte[] opening() {
        return COMMENT.clone();
    }

    @Override
    public byte[] item(T value) {
        String place = id.apply(value);
        return event((place.isEmpty() ? "" : "id: " + place + "\n") + "event: " + event, data.apply(value));
    }

    @Override
    public byte[] silence() {
        return COMMENT.clone();
    }

    @Override
    public byte[] end() {
        return bytes("event: end\ndata: {}\n\n");
    }

    @Override
    public byte[] failure(ProblemDocument problem) {
        return event("event: error", problem);
    }

    @Override
    public boolean failureIsMissable() {
        return false;
    }

    private static byte[] event(String head, Object data) {
        byte[] json = AnswerJson.write(data);
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + head.length() + 16);
        out.writeBytes(bytes(head));
        out.writeBytes(NEXT_LINE);
        writeOnLines(json, out);
        out.writeBytes(bytes("\n\n"));
        return out.toByteArray();
    }

    /** In JSON a line break occurs only between tokens, so it may become the break between two data lines. */
    private static void writeOnLines(byte[] json, ByteArrayOutputStream out) {
        int from = 0;
        for (int at = 0; at < json.length; at++) {
            if (json[at] == '\n' || json[at] == '\r') {
                out.write(json, from, at - from);
                out.writeBytes(NEXT_LINE);
                from = at + 1;
            }
        }
        out.write(json, from, json.length - from);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
