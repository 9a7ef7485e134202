package io.tiphys.gateway.kubernetes.state;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tiphys.gateway.workflow.ForeignJson;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Reads the keys of a secret or config map, and no value. Values are skipped, and the bytes are wiped afterwards. */
final class ObjectKeys {
    private static final Set<String> WITH_KEYS = Set.of("data", "binaryData");

    private ObjectKeys() {}

    /** @param json the object; wiped when this method returns */
    static Set<String> of(byte[] json) throws IOException {
        Set<String> keys = new HashSet<>();
        try (JsonParser parser = ForeignJson.FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("an object was expected");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean holdsKeys = WITH_KEYS.contains(parser.currentName());
                if (parser.nextToken() == JsonToken.START_OBJECT && holdsKeys) {
                    keys(parser, keys);
                } else {
                    parser.skipChildren();
                }
            }
            return keys;
        } finally {
            Arrays.fill(json, (byte) 0);
        }
    }

    private static void keys(JsonParser parser, Set<String> keys) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            keys.add(parser.currentName());
            parser.nextToken();
            parser.skipChildren();
        }
    }
}
