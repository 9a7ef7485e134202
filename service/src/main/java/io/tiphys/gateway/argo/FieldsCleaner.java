package io.tiphys.gateway.argo;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Leaves parts of a message out, by the paths that the Argo Server's parameter {@code fields} names and with its rules. Its
 * HTTP side applies them to the whole message, whose paths begin with {@code result.} (argoproj/pkg, {@code
 * grpc/http/forwarders.go}); before that its gRPC side applies them to the object, where the prefix {@code result.object.}
 * may be missing (argo-workflows v4.0.5, {@code util/fields/fields.go}). What stays has its members in the order of their
 * names, as they come out of a map there; texts and numbers stay byte for byte. Immutable.
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
            write(parser, json, MESSAGE, false, out);
        }
        return out.toByteArray();
    }

    /** @param whole whether all of it stays, because a path names something around it */
    private void write(JsonParser parser, byte[] json, String path, boolean whole, ByteArrayOutputStream out)
            throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            writeObject(parser, json, path, whole, out);
        } else if (token == JsonToken.START_ARRAY) {
            writeArray(parser, json, path, whole, out);
        } else {
            copy(parser, json, out);
        }
    }

    private void writeObject(JsonParser parser, byte[] json, String path, boolean whole, ByteArrayOutputStream out)
            throws IOException {
        SortedMap<byte[], byte[]> members = new TreeMap<>(Arrays::compareUnsigned);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            String fieldPath = path + "." + field;
            int nameStart = start(parser);
            parser.nextToken();
            boolean named = paths.contains(fieldPath);
            if (!whole && (exclude ? named : !named && !leadsToNamed(fieldPath))) {
                parser.skipChildren();
                continue;
            }
            ByteArrayOutputStream member = new ByteArrayOutputStream();
            member.write(json, nameStart, start(parser) - nameStart);
            write(parser, json, fieldPath, whole || named, member);
            members.put(field.getBytes(StandardCharsets.UTF_8), member.toByteArray());
        }
        out.write('{');
        boolean first = true;
        for (byte[] member : members.values()) {
            if (!first) {
                out.write(',');
            }
            first = false;
            out.writeBytes(member);
        }
        out.write('}');
    }

    private void writeArray(JsonParser parser, byte[] json, String path, boolean whole, ByteArrayOutputStream out)
            throws IOException {
        out.write('[');
        boolean first = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (!first) {
                out.write(',');
            }
            first = false;
            write(parser, json, path, whole, out);
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
        parser.finishToken();
        int to = Math.toIntExact(parser.currentLocation().getByteOffset());
        out.writeBytes(Arrays.copyOfRange(json, from, to));
    }

    private static int start(JsonParser parser) {
        return Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    }
}
