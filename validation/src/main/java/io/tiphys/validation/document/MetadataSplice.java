package io.tiphys.validation.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Inserts labels, annotations, a name and annotations of pods into the JSON text of an object and keeps every other character. */
final class MetadataSplice {
    /** Replaces the characters from {@code start} to {@code end} with a text. */
    private record Edit(int start, int end, String text) {}

    private final String json;
    private final ManifestAdditions additions;
    private final List<Edit> edits = new ArrayList<>();

    private MetadataSplice(String json, ManifestAdditions additions) {
        this.json = json;
        this.additions = additions;
    }

    /**
     * The text with the additions.
     *
     * @param json a well-formed object without duplicate keys
     * @throws IllegalStateException if {@code metadata}, or its labels or annotations, are neither object nor null
     */
    static String into(String json, ManifestAdditions additions) {
        if (additions.equals(ManifestAdditions.NONE)) {
            return json;
        }
        MetadataSplice splice = new MetadataSplice(json, additions);
        try (JsonParser parser = JsonText.FACTORY.createParser(json)) {
            splice.root(parser);
        } catch (IOException e) {
            throw new UncheckedIOException("the document was read before", e);
        }
        return splice.apply();
    }

    private void root(JsonParser parser) throws IOException {
        parser.nextToken();
        int start = start(parser);
        boolean metadata = true;
        boolean pods = !additions.podAnnotations().isEmpty();
        while ((metadata || pods) && parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("metadata")) {
                metadata = false;
                metadata(parser);
            } else if (name.equals("spec") && pods && parser.currentToken() == JsonToken.START_OBJECT) {
                pods = false;
                spec(parser);
            } else {
                parser.skipChildren();
            }
        }
        if (metadata) {
            insert(start, member("metadata", "{" + members(true, true, true) + "}"));
        }
    }

    private void spec(JsonParser parser) throws IOException {
        int start = start(parser);
        String added = member("annotations", "{" + members(additions.podAnnotations()) + "}");
        boolean missing = true;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = parser.currentName().equals("podMetadata");
            parser.nextToken();
            if (found) {
                missing = false;
                podMetadata(parser, added);
            } else {
                parser.skipChildren();
            }
        }
        if (missing) {
            insert(start, member("podMetadata", "{" + added + "}"));
        }
    }

    private void podMetadata(JsonParser parser, String added) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            replace(parser, "{" + added + "}");
            return;
        }
        int start = open(parser);
        boolean missing = true;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = parser.currentName().equals("annotations");
            parser.nextToken();
            if (found) {
                missing = false;
                map(parser, additions.podAnnotations());
            } else {
                parser.skipChildren();
            }
        }
        if (missing) {
            insert(start, added);
        }
    }

    private void metadata(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            replace(parser, "{" + members(true, true, true) + "}");
            return;
        }
        int start = open(parser);
        boolean labels = true;
        boolean annotations = true;
        boolean unnamed = true;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("labels")) {
                labels = false;
                map(parser, additions.labels());
            } else if (name.equals("annotations")) {
                annotations = false;
                map(parser, additions.annotations());
            } else if (name.equals("name") && additions.name().isPresent()) {
                unnamed = false;
                replace(parser, quoted(additions.name().get()));
            } else {
                parser.skipChildren();
            }
        }
        insert(start, members(labels, annotations, unnamed));
    }

    private void map(JsonParser parser, Map<String, String> added) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            if (!added.isEmpty()) {
                replace(parser, "{" + members(added) + "}");
            }
            return;
        }
        int start = open(parser);
        Map<String, String> missing = new HashMap<>(added);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String value = missing.remove(parser.currentName());
            parser.nextToken();
            if (value != null) {
                replace(parser, quoted(value));
            } else {
                parser.skipChildren();
            }
        }
        insert(start, members(missing));
    }

    private static int open(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new IllegalStateException("validate first: metadata, labels and annotations are objects");
        }
        return start(parser);
    }

    private static int start(JsonParser parser) {
        return (int) parser.currentTokenLocation().getCharOffset();
    }

    /** The labels, annotations and name as members of the metadata, as far as they exist. */
    private String members(boolean labels, boolean annotations, boolean unnamed) {
        List<String> maps = new ArrayList<>();
        if (labels && !additions.labels().isEmpty()) {
            maps.add(member("labels", "{" + members(additions.labels()) + "}"));
        }
        if (annotations && !additions.annotations().isEmpty()) {
            maps.add(member("annotations", "{" + members(additions.annotations()) + "}"));
        }
        if (unnamed && additions.name().isPresent()) {
            maps.add(member("name", quoted(additions.name().get())));
        }
        return String.join(",", maps);
    }

    private static String members(Map<String, String> added) {
        List<String> members = new ArrayList<>();
        new TreeMap<>(added).forEach((key, value) -> members.add(member(key, quoted(value))));
        return String.join(",", members);
    }

    private static String member(String key, String value) {
        return quoted(key) + ":" + value;
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /** Replaces the parser's current value. */
    private void replace(JsonParser parser, String text) throws IOException {
        int start = start(parser);
        parser.skipChildren();
        parser.finishToken();
        edits.add(new Edit(start, (int) parser.currentLocation().getCharOffset(), text));
    }

    /** Inserts members after the opening brace of an object. */
    private void insert(int brace, String members) {
        if (!members.isEmpty()) {
            int inside = brace + 1;
            edits.add(new Edit(inside, inside, closesAt(inside) ? members : members + ","));
        }
    }

    private boolean closesAt(int index) {
        int next = index;
        while (" \t\r\n".indexOf(json.charAt(next)) >= 0) {
            next++;
        }
        return json.charAt(next) == '}';
    }

    private String apply() {
        edits.sort(Comparator.comparingInt(Edit::start));
        StringBuilder text = new StringBuilder(json.length() + 512);
        int copied = 0;
        for (Edit edit : edits) {
            text.append(json, copied, edit.start()).append(edit.text());
            copied = edit.end();
        }
        return text.append(json, copied, json.length()).toString();
    }
}
