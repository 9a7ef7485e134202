package io.tiphys.validation.requirement;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/** Looks at lists that stand as JSON in a text, for example in a parameter. */
final class JsonLists {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonLists() {}

    /** How many elements the list has; empty for what is no JSON list. */
    static Optional<Integer> sizeOf(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return Optional.empty();
            }
            int size = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                parser.skipChildren();
                size++;
            }
            return parser.nextToken() == null ? Optional.of(size) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
