package io.tiphys.lint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The fields of an audit line, in both formats of the gateway's log. */
final class AuditLine {
    private static final String LOGGER = "io.tiphys.audit";
    private static final String TEXT = " " + LOGGER + " call ";
    private static final JsonFactory JSON = new JsonFactory();

    private AuditLine() {}

    /** The fields of a line; empty for a line of another logger. */
    static Optional<Map<String, String>> fields(String line) {
        int text = line.indexOf(TEXT);
        if (text >= 0) {
            return Optional.of(ofText(line.substring(text + TEXT.length())));
        }
        return line.startsWith("{") && line.contains(LOGGER) ? ofJson(line) : Optional.empty();
    }

    private static Map<String, String> ofText(String pairs) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : pairs.trim().split(" ")) {
            int equals = pair.indexOf('=');
            fields.put(equals < 0 ? pair : pair.substring(0, equals), equals < 0 ? "" : pair.substring(equals + 1));
        }
        return fields;
    }

    private static Optional<Map<String, String>> ofJson(String line) {
        Map<String, String> fields = new LinkedHashMap<>();
        boolean ours = false;
        try (JsonParser parser = JSON.createParser(line)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "loggerName" -> ours = LOGGER.equals(parser.getText());
                    case "kvpList" -> pairs(parser, fields);
                    default -> parser.skipChildren();
                }
            }
        } catch (IOException e) {
            fields.put("unreadable", e.getClass().getSimpleName()); // a line without chain, which is a fault
            return Optional.of(fields);
        }
        return ours ? Optional.of(fields) : Optional.empty();
    }

    /** An array of objects with one member each, as logback writes key-value pairs. */
    private static void pairs(JsonParser parser, Map<String, String> fields) throws IOException {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == null) {
                return;
            }
            if (parser.currentToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                parser.nextToken();
                fields.put(key, parser.getText());
            }
        }
    }
}
