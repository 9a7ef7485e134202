package io.tiphys.gateway.argo.payload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tiphys.gateway.argoproto.pruning.FieldsCleaner;
import io.tiphys.gateway.workflow.ForeignJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Events as JSON: {@code {"type":"ADDED","object":{"metadata":{...},...}}}. Only the metadata is parsed. */
public final class JsonWatchPayloads implements WatchPayloads {
    private static final String END_OF_PRESENT_STATE = "k8s.io/initial-events-end";

    /** The parsed parts of an event, and the positions of its type and version. */
    private static final class Found {
        private String type = "";
        private String namespace = "";
        private String name = "";
        private String version = "";
        private Map<String, String> labels = Map.of();
        private Map<String, String> annotations = Map.of();
        private int typeStart;
        private int typeEnd;
        private int versionStart;
        private int versionEnd;
    }

    @Override
    public Optional<UpstreamEvent> read(byte[] payload) throws IOException {
        Found found = find(payload);
        return switch (found.type) {
            case "ADDED", "MODIFIED", UpstreamEvent.Changed.DELETED ->
                Optional.of(new UpstreamEvent.Changed(new WatchedObject(
                        found.type, found.namespace, found.name, version(found.version), found.labels, payload)));
            case "BOOKMARK" ->
                Optional.of(new UpstreamEvent.Progress(
                        version(found.version), "true".equals(found.annotations.get(END_OF_PRESENT_STATE))));
            default -> Optional.empty();
        };
    }

    /** A version is a decimal number for every resource in the cluster's own storage, such as workflows. */
    static long version(String text) throws IOException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IOException("a resource version that is no number", e);
        }
    }

    @Override
    public byte[] changed(byte[] payload, String type, long version) {
        Found found = found(payload);
        ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + 16);
        out.write(payload, 0, found.typeStart);
        out.writeBytes(quoted(type));
        out.write(payload, found.typeEnd, found.versionStart - found.typeEnd);
        out.writeBytes(quoted(Long.toString(version)));
        out.write(payload, found.versionEnd, payload.length - found.versionEnd);
        return out.toByteArray();
    }

    @Override
    public byte[] pruned(byte[] payload, FieldsCleaner fields) {
        try {
            return fields.cleanJson(payload);
        } catch (IOException e) {
            throw new UncheckedIOException("it could be read before", e);
        }
    }

    private static Found found(byte[] payload) {
        try {
            return find(payload);
        } catch (IOException e) {
            throw new UncheckedIOException("it could be read before", e);
        }
    }

    private static Found find(byte[] payload) throws IOException {
        Found found = new Found();
        try (JsonParser parser = ForeignJson.FACTORY.createParser(payload)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                if ("type".equals(field)) {
                    found.type = parser.getText();
                    found.typeStart = start(parser);
                    found.typeEnd = end(parser);
                } else if ("object".equals(field)) {
                    findInObject(parser, found);
                } else {
                    parser.skipChildren();
                }
                if (!found.type.isEmpty() && !found.version.isEmpty()) {
                    return found; // the rest, mostly nodes, is skipped
                }
            }
        }
        return found;
    }

    private static void findInObject(JsonParser parser, Found found) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean metadata = "metadata".equals(parser.currentName());
            parser.nextToken();
            if (metadata) {
                findInMetadata(parser, found);
                if (!found.type.isEmpty()) {
                    return;
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void findInMetadata(JsonParser parser, Found found) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "namespace" -> found.namespace = parser.getText();
                case "name" -> found.name = parser.getText();
                case "resourceVersion" -> {
                    found.version = parser.getText();
                    found.versionStart = start(parser);
                    found.versionEnd = end(parser);
                }
                case "labels" -> found.labels = texts(parser);
                case "annotations" -> found.annotations = texts(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private static Map<String, String> texts(JsonParser parser) throws IOException {
        Map<String, String> texts = new HashMap<>();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return texts;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            texts.put(key, parser.getText());
        }
        return texts;
    }

    private static int start(JsonParser parser) {
        return Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    }

    private static int end(JsonParser parser) throws IOException {
        parser.finishToken();
        return Math.toIntExact(parser.currentLocation().getByteOffset());
    }

    private static byte[] quoted(String text) {
        return ('"' + text + '"').getBytes(StandardCharsets.UTF_8);
    }
}
