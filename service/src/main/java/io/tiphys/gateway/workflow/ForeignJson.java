package io.tiphys.gateway.workflow;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/** Reads JSON from other systems, piece by piece. Thread-safe. */
public final class ForeignJson {
    /**
     * Interns no names: interning would look up each name in a table of the whole JVM, and there are as many label names as
     * workflows.
     */
    public static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private ForeignJson() {}

    /**
     * The bytes of the object at the parser's position; afterwards the parser is at the object's end.
     *
     * @param json the parser's input
     * @throws IOException when there is no object at the position
     */
    public static byte[] cut(JsonParser parser, byte[] json) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new IOException("no object");
        }
        int from = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
        parser.skipChildren();
        int to = Math.toIntExact(parser.currentLocation().getByteOffset());
        return Arrays.copyOfRange(json, from, to);
    }
}
