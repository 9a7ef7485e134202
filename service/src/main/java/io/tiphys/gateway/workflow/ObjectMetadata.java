package io.tiphys.gateway.workflow;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The labels and annotations of an Argo object.
 *
 * @param labels by key
 * @param annotations by key
 */
public record ObjectMetadata(Map<String, String> labels, Map<String, String> annotations) {
    public ObjectMetadata {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /**
     * Reads the metadata and skips the rest of the object.
     *
     * @param json the whole object
     * @throws GatewayException with ARGO_BROKEN when the bytes are not an object
     */
    public static ObjectMetadata of(byte[] json) {
        Map<String, String> labels = new HashMap<>();
        Map<String, String> annotations = new HashMap<>();
        try (JsonParser parser = ForeignJson.FACTORY.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean metadata = parser.currentName().equals("metadata");
                if (parser.nextToken() == JsonToken.START_OBJECT && metadata) {
                    read(parser, labels, annotations);
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new GatewayException(
                    Problem.of(ErrorReason.ARGO_BROKEN, "The Argo Server sent what cannot be understood."), e);
        }
        return new ObjectMetadata(labels, annotations);
    }

    private static void read(JsonParser parser, Map<String, String> labels, Map<String, String> annotations)
            throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && field.equals("labels")) {
                texts(parser, labels);
            } else if (value == JsonToken.START_OBJECT && field.equals("annotations")) {
                texts(parser, annotations);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void texts(JsonParser parser, Map<String, String> texts) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_STRING) {
                texts.put(key, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }
}
