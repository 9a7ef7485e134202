package io.tiphys.gateway.workflow;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts labels and annotations into the JSON of an object and leaves every other byte as it is. The document is
 * well-formed and has none of the added keys: both are checked before.
 */
final class MetadataSplice {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** What stands at a place of the document now: an object (with the byte after its brace), null, or nothing. */
    private record Place(int start, int end) {}

    /** Bytes {@code from} to {@code to} give way to a text. */
    private record Edit(int from, int to, String text) {}

    private @Nullable Place root;
    private @Nullable Place metadata;
    private @Nullable Place labels;
    private @Nullable Place annotations;

    private MetadataSplice() {}

    static byte[] into(byte[] json, ManifestAdditions additions) {
        MetadataSplice splice = new MetadataSplice();
        try (JsonParser parser = FACTORY.createParser(json)) {
            splice.locate(parser);
        } catch (IOException e) {
            throw new UncheckedIOException("the document was read before", e);
        }
        return apply(json, splice.edits(additions));
    }

    private void locate(JsonParser parser) throws IOException {
        parser.nextToken();
        root = place(parser);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isMetadata = parser.currentName().equals("metadata");
            if (parser.nextToken() == JsonToken.START_OBJECT && isMetadata) {
                metadata = place(parser);
                locateInMetadata(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void locateInMetadata(JsonParser parser) throws IOException {
        while (parser.currentToken() == JsonToken.FIELD_NAME || parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "labels" -> labels = place(parser);
                case "annotations" -> annotations = place(parser);
                default -> {}
            }
            parser.skipChildren();
            parser.clearCurrentToken();
        }
    }

    private static Place place(JsonParser parser) throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        int end = start + (parser.currentToken() == JsonToken.VALUE_NULL ? "null".length() : 1);
        return new Place(start, end);
    }

    private List<Edit> edits(ManifestAdditions additions) {
        List<Edit> edits = new ArrayList<>();
        StringBuilder missing = new StringBuilder();
        edit("labels", labels, additions.labels(), edits, missing);
        edit("annotations", annotations, additions.annotations(), edits, missing);
        if (!missing.isEmpty()) {
            Place place = metadata != null ? metadata : Objects.requireNonNull(root);
            String text = metadata != null ? missing.toString() : "\"metadata\":{" + missing + "}";
            edits.add(new Edit(place.end(), place.end(), text));
        }
        return edits;
    }

    private static void edit(
            String member, @Nullable Place place, Map<String, String> added, List<Edit> edits, StringBuilder missing) {
        if (added.isEmpty()) {
            return;
        }
        String members = members(added);
        if (place == null) {
            missing.append(missing.isEmpty() ? "" : ",")
                    .append('"')
                    .append(member)
                    .append("\":{")
                    .append(members)
                    .append('}');
        } else if (place.end() - place.start() == 1) {
            edits.add(new Edit(place.end(), place.end(), members));
        } else {
            edits.add(new Edit(place.start(), place.end(), "{" + members + "}"));
        }
    }

    private static String members(Map<String, String> added) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(added)
                .forEach((key, value) -> text.append(text.isEmpty() ? "" : ",")
                        .append(quoted(key))
                        .append(':')
                        .append(quoted(value)));
        return text.toString();
    }

    private static String quoted(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }

    private static byte[] apply(byte[] json, List<Edit> edits) {
        edits.sort(Comparator.comparingInt(Edit::from));
        ByteArrayOutputStream result = new ByteArrayOutputStream(json.length + 512);
        int copied = 0;
        for (Edit edit : edits) {
            result.write(json, copied, edit.from() - copied);
            result.writeBytes(edit.text().getBytes(StandardCharsets.UTF_8));
            if (edit.from() == edit.to() && !closesNext(json, edit.to())) {
                result.write(',');
            }
            copied = edit.to();
        }
        result.write(json, copied, json.length - copied);
        return result.toByteArray();
    }

    /** Whether the object that was just opened has no members of its own. */
    private static boolean closesNext(byte[] json, int from) {
        int at = from;
        while (json[at] == ' ' || json[at] == '\t' || json[at] == '\n' || json[at] == '\r') {
            at++;
        }
        return json[at] == '}';
    }
}
