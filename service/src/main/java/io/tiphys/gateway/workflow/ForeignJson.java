package io.tiphys.gateway.workflow;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/** Reads JSON whose members others name, piece by piece. Thread-safe. */
public final class ForeignJson {
    /** Interns no names: it would look each up in a table of the whole JVM, and labels have as many as there are workflows. */
    public static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private ForeignJson() {}

    /**
     * The bytes of the object that the parser stands at; it stands at the object's end afterwards.
     *
     * @param json what the parser reads
     * @throws IOException when it stands at something else
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
