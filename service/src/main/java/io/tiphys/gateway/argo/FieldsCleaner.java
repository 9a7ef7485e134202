package io.tiphys.gateway.argo;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Leaves parts of a message out, by the paths that the Argo Server's parameter {@code fields} names and with its rules. Its
 * HTTP side applies them to the whole message, whose paths begin with {@code result.} (argoproj/pkg, {@code
 * grpc/http/forwarders.go}); before that its gRPC side applies them to the object, where the prefix {@code result.object.}
 * may be missing (argo-workflows v4.0.5, {@code util/fields/fields.go}). What stays, stays byte for byte. Immutable.
 */
final class FieldsCleaner {
    private static final String MESSAGE = "result";
    private static final String OBJECT = "result.object.";

    private final boolean exclude;
    private final Set<String> paths = new HashSet<>();

    /** @param fields paths separated by commas; a leading {@code -} leaves all of them out, instead of all others */
    FieldsCleaner(String fields) {
        exclude = fields.startsWith("-");
        for (String path : (exclude ? fields.substring(1) : fields).split(",", -1)) {
            paths.add(path);
            if (exclude && !path.startsWith(MESSAGE)) {
                paths.add(OBJECT + path);
            }
        }
    }

    /** What stays of the JSON that stands behind {@code "result":}. */
    byte[] clean(byte[] json) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.length);
        try (JsonParser parser = WorkflowObjects.JSON.createParser(json)) {
            parser.nextToken();
            write(parser, json, MESSAGE, out);
        }
        return out.toByteArray();
    }

    private void write(JsonParser parser, byte[] json, String path, ByteArrayOutputStream out) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            writeObject(parser, json, path, out);
        } else if (token == JsonToken.START_ARRAY) {
            writeArray(parser, json, path, out);
        } else {
            copy(parser, json, out);
        }
    }

    private void writeObject(JsonParser parser, byte[] json, String path, ByteArrayOutputStream out)
            throws IOException {
        out.write('{');
        boolean first = true;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            String fieldPath = path + "." + field;
            int nameStart = start(parser);
            parser.nextToken();
            boolean named = paths.contains(fieldPath);
            boolean kept = exclude ? !named : named || leadsToNamed(fieldPath);
            if (!kept) {
                parser.skipChildren();
                continue;
            }
            if (!first) {
                out.write(',');
            }
            first = false;
            out.write(json, nameStart, start(parser) - nameStart);
            if (named) {
                copy(parser, json, out);
            } else {
                write(parser, json, fieldPath, out);
            }
        }
        out.write('}');
    }

    private void writeArray(JsonParser parser, byte[] json, String path, ByteArrayOutputStream out) throws IOException {
        out.write('[');
        boolean first = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!first) {
                out.write(',');
            }
            first = false;
            write(parser, json, path, out);
        }
        out.write(']');
    }

    /** Compared as texts, as Argo does: {@code metadata.name} also leads to {@code metadata.namespace}. */
    private boolean leadsToNamed(String fieldPath) {
        for (String path : paths) {
            if (path.startsWith(fieldPath)) {
                return true;
            }
        }
        return false;
    }

    private static void copy(JsonParser parser, byte[] json, ByteArrayOutputStream out) throws IOException {
        int from = start(parser);
        parser.skipChildren();
        parser.finishToken();
        int to = Math.toIntExact(parser.currentLocation().getByteOffset());
        out.writeBytes(Arrays.copyOfRange(json, from, to));
    }

    private static int start(JsonParser parser) {
        return Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    }
}
