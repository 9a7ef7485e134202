package io.tiphys.validation.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A workflow whose arguments can be replaced many times: the text around {@code spec.arguments.parameters} is found once, and
 * every character of it is kept. A replaced parameter keeps its members except {@code value} and {@code valueFrom}. Immutable
 * and thread-safe.
 */
public final class ParameterSplice {
    /** An existing parameter: its whole text, and the text of the members that a replacement keeps. */
    private record Existing(String whole, String kept) {}

    private final String before;
    private final String after;
    private final Map<String, Existing> existing;

    private ParameterSplice(String before, String after, Map<String, Existing> existing) {
        this.before = before;
        this.after = after;
        this.existing = existing;
    }

    /** Empty if {@code spec}, its arguments or their parameters have another form than Argo's, which the validator reports. */
    public static Optional<ParameterSplice> of(WorkflowManifest manifest) {
        String json = new String(manifest.toJson(ManifestAdditions.NONE), StandardCharsets.UTF_8);
        try (JsonParser parser = JsonText.FACTORY.createParser(json)) {
            return new Finder(json, parser).find();
        } catch (IOException e) {
            throw new UncheckedIOException("the document was read before", e);
        }
    }

    /**
     * The workflow as JSON with these arguments.
     *
     * @param values by parameter, in the order in which new parameters are appended
     * @return UTF-8, a new array
     */
    public byte[] with(Map<String, String> values) {
        List<String> parameters = new ArrayList<>();
        existing.forEach((name, parameter) -> parameters.add(
                values.containsKey(name) ? '{' + parameter.kept() + value(values.get(name)) + '}' : parameter.whole()));
        values.forEach((name, value) -> {
            if (!existing.containsKey(name)) {
                parameters.add("{\"name\":" + quoted(name) + ',' + value(value) + '}');
            }
        });
        return (before + '[' + String.join(",", parameters) + ']' + after).getBytes(StandardCharsets.UTF_8);
    }

    private static String value(String text) {
        return "\"value\":" + quoted(text);
    }

    private static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /** Walks to the parameters. */
    private static final class Finder {
        private final String json;
        private final JsonParser parser;

        Finder(String json, JsonParser parser) {
            this.json = json;
            this.parser = parser;
        }

        Optional<ParameterSplice> find() throws IOException {
            parser.nextToken();
            if (enter("spec") != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            int spec = start() + 1;
            JsonToken arguments = enter("arguments");
            if (arguments == JsonToken.END_OBJECT) {
                return inserted(spec, "\"arguments\":{\"parameters\":", "}");
            }
            if (arguments == JsonToken.VALUE_NULL) {
                return Optional.of(cut(start(), start() + 4, "{\"parameters\":", "}", Map.of()));
            }
            if (arguments != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            int inside = start() + 1;
            JsonToken parameters = enter("parameters");
            if (parameters == JsonToken.END_OBJECT) {
                return inserted(inside, "\"parameters\":", "");
            }
            if (parameters == JsonToken.VALUE_NULL) {
                return Optional.of(cut(start(), start() + 4, "", "", Map.of()));
            }
            return parameters == JsonToken.START_ARRAY ? replaced() : Optional.empty();
        }

        /** Moves to the value of a member of the current object, or to the end of the object. */
        private JsonToken enter(String member) throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals(member);
                JsonToken value = parser.nextToken();
                if (found) {
                    return value;
                }
                parser.skipChildren();
            }
            return JsonToken.END_OBJECT;
        }

        private Optional<ParameterSplice> inserted(int at, String opening, String closing) {
            boolean alone = json.substring(at).stripLeading().startsWith("}");
            return Optional.of(cut(at, at, opening, closing + (alone ? "" : ","), Map.of()));
        }

        private Optional<ParameterSplice> replaced() throws IOException {
            int from = start();
            Map<String, Existing> existing = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() != JsonToken.START_OBJECT || !parameter(existing)) {
                    return Optional.empty();
                }
            }
            return Optional.of(cut(from, end(), "", "", existing));
        }

        /** Adds a parameter; false for one without a name or with a name that occurs twice. */
        private boolean parameter(Map<String, Existing> existing) throws IOException {
            int from = start();
            StringBuilder kept = new StringBuilder();
            Optional<String> name = Optional.empty();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String member = parser.currentName();
                JsonToken value = parser.nextToken();
                if (member.equals("name") && value == JsonToken.VALUE_STRING) {
                    name = Optional.of(parser.getText());
                }
                int valueFrom = start();
                parser.skipChildren();
                parser.finishToken();
                if (!member.equals("value") && !member.equals("valueFrom")) {
                    kept.append(quoted(member))
                            .append(':')
                            .append(json, valueFrom, end())
                            .append(',');
                }
            }
            Existing parameter = new Existing(json.substring(from, end()), kept.toString());
            return name.isPresent() && existing.put(name.get(), parameter) == null;
        }

        private ParameterSplice cut(int from, int to, String opening, String closing, Map<String, Existing> existing) {
            return new ParameterSplice(json.substring(0, from) + opening, closing + json.substring(to), existing);
        }

        private int start() {
            return (int) parser.currentTokenLocation().getCharOffset();
        }

        private int end() {
            return (int) parser.currentLocation().getCharOffset();
        }
    }
}
