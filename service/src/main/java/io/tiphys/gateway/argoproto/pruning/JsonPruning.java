package io.tiphys.gateway.argoproto.pruning;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tiphys.gateway.argoproto.pruning.FieldPaths.FieldDecision;
import io.tiphys.gateway.workflow.ForeignJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** Removes members from JSON. Remaining members are ordered by name; texts and numbers stay byte for byte. */
record JsonPruning(FieldPaths paths) {
    /**
     * Prunes a value.
     *
     * @param path the path of the value
     */
    byte[] prune(byte[] json, String path) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.length);
        try (JsonParser parser = ForeignJson.FACTORY.createParser(json)) {
            parser.nextToken();
            write(parser, json, path, false, out);
        }
        return out.toByteArray();
    }

    /** @param whole whether all of the value stays, because a path names an ancestor */
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
            FieldDecision decision = whole ? FieldDecision.KEPT : paths.decision(fieldPath);
            if (decision == FieldDecision.DROPPED) {
                parser.skipChildren();
                continue;
            }
            ByteArrayOutputStream member = new ByteArrayOutputStream();
            member.write(json, nameStart, start(parser) - nameStart);
            write(parser, json, fieldPath, decision == FieldDecision.KEPT, member);
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
