package io.tiphys.validation.requirement.template;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

/** Reads lists that are written as JSON in a text, for example in a parameter. */
final class JsonLists {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonLists() {}

    /** The number of elements; empty for text that is no JSON list. */
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
