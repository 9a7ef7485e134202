package io.tiphys.gateway.argoapi.request;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Rejects a text with more values than any real request has, because each value becomes a far larger object. Not
 * thread-safe.
 */
public final class BoundedJsonParser extends JsonParserDelegate {
    /** Twice the number of values of a real workflow of the largest size. */
    public static final int MOST_VALUES = 150_000;

    private int values;

    BoundedJsonParser(JsonParser parser) {
        super(parser);
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        JsonToken token = super.nextToken();
        if (token != null && (token.isStructStart() || token.isScalarValue())) {
            values++;
            if (values > MOST_VALUES) {
                throw new JsonParseException(this, "It has more than " + MOST_VALUES + " values.");
            }
        }
        return token;
    }

    @Override
    public @Nullable String nextFieldName() throws IOException {
        return nextToken() == JsonToken.FIELD_NAME ? currentName() : null;
    }

    @Override
    public @Nullable String nextTextValue() throws IOException {
        return nextToken() == JsonToken.VALUE_STRING ? getText() : null;
    }
}
