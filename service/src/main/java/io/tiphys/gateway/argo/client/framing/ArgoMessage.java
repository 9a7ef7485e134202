package io.tiphys.gateway.argo.client.framing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tiphys.gateway.workflow.ForeignJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A message of a stream. As JSON it is a line, {@code data: {"result":...}} or {@code data: {"error":...}}; other lines are
 * heartbeats.
 */
public sealed interface ArgoMessage {
    /**
     * A message to deliver.
     *
     * @param payload its JSON or protobuf message as sent
     */
    @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
    record Result(byte[] payload) implements ArgoMessage {}

    /**
     * The stream failed; nothing follows.
     *
     * @param answer the error
     */
    record Failure(ArgoAnswer answer) implements ArgoMessage {}

    /**
     * Parses a line; empty for a heartbeat.
     *
     * @throws IOException when the line does not belong to an Argo Server's stream
     */
    static Optional<ArgoMessage> of(byte[] line) throws IOException {
        int start = 0;
        while (start < line.length && line[start] <= ' ') {
            start++;
        }
        if (start == line.length || line[start] == ':') {
            return Optional.empty();
        }
        if (line[start] == '{') {
            return Optional.of(parse(line));
        }
        byte[] prefix = Lines.DATA;
        if (!Arrays.equals(line, start, Math.min(start + prefix.length, line.length), prefix, 0, prefix.length)) {
            throw new IOException("a line that is no event");
        }
        return Optional.of(parse(Arrays.copyOfRange(line, start + prefix.length, line.length)));
    }

    private static ArgoMessage parse(byte[] json) throws IOException {
        try (JsonParser parser = ForeignJson.FACTORY.createParser(json)) {
            parser.setCodec(Lines.CODEC);
            if (parser.nextToken() == JsonToken.START_OBJECT && parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                if ("result".equals(field)) {
                    return new Result(ForeignJson.cut(parser, json));
                }
                if ("error".equals(field)) {
                    return new Failure(ArgoAnswer.ofStream(parser.<JsonNode>readValueAsTree()));
                }
            }
            throw new IOException("an event that is neither a result nor an error");
        }
    }

    /** Constants, because an interface's own are public. */
    final class Lines {
        private static final byte[] DATA = "data:".getBytes(StandardCharsets.UTF_8);
        private static final ObjectMapper CODEC = new ObjectMapper();

        private Lines() {}
    }
}
