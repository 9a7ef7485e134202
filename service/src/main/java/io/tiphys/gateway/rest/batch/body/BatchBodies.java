package io.tiphys.gateway.rest.batch.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.tiphys.gateway.batch.item.BatchItem;
import io.tiphys.gateway.batch.sweep.SweepProblems;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.validation.document.DocumentFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Reads the JSON body of a batch strictly: {@code items}, or {@code workflow} and {@code sweep}, and perhaps {@code batchId}.
 * Documents stay the bytes that the caller sent.
 */
final class BatchBodies {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String body;
    private final JsonParser parser;
    private final int limit;
    private final BitSet indexes = new BitSet();

    private BatchBodies(String body, JsonParser parser, int limit) {
        this.body = body;
        this.parser = parser;
        this.limit = limit;
    }

    /**
     * The members of a body; exactly one of {@code items} and {@code sweep} is present, the latter with a workflow.
     *
     * @param sweep the bytes of the sweep's JSON
     */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are passed on, never compared
    record Members(
            Optional<String> batchId,
            Optional<List<BatchItem>> items,
            Optional<Document> workflow,
            Optional<byte[]> sweep) {}

    /**
     * A workflow as an object, or as a text with JSON or YAML.
     *
     * @param format empty for a text
     */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are passed on, never compared
    record Document(byte[] bytes, Optional<DocumentFormat> format) {}

    /**
     * Reads a body.
     *
     * @param limit the highest number of items
     * @throws GatewayException with REQUEST_INVALID or REQUEST_TOO_LARGE
     */
    static Members read(byte[] body, int limit) {
        String text = BodyEncoding.text(body);
        try (JsonParser parser = FACTORY.createParser(text)) {
            return new BatchBodies(text, parser, limit).members();
        } catch (JsonProcessingException e) {
            int line = Math.max(0, e.getLocation().getLineNr());
            int column = Math.max(0, e.getLocation().getColumnNr());
            throw new GatewayException(
                    Problem.of(ErrorReason.REQUEST_INVALID, "The body is not well-formed JSON.")
                            .withViolations(List.of(new Violation(
                                    "json",
                                    "",
                                    line,
                                    column,
                                    "The body is not well-formed JSON, or has a member twice.",
                                    Optional.empty()))),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    private Members members() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw invalid("not-an-object", "", "The body must be an object.");
        }
        String batchId = null;
        List<BatchItem> items = null;
        Document workflow = null;
        byte[] sweep = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String member = parser.currentName();
            parser.nextToken();
            switch (member) {
                case "batchId" -> batchId = text("/batchId");
                case "items" -> items = items();
                case "workflow" -> workflow = document("/workflow");
                case "sweep" -> sweep = slice();
                default ->
                    throw invalid(
                            "unknown-field",
                            "/" + member,
                            "There is no field '" + member + "'. The fields are: batchId, items, sweep, workflow.");
            }
        }
        if (parser.nextToken() != null) {
            throw invalid("json", "", "Something follows after the end of the body.");
        }
        requireOneKind(items != null, workflow != null, sweep != null);
        return new Members(
                Optional.ofNullable(batchId),
                Optional.ofNullable(items),
                Optional.ofNullable(workflow),
                Optional.ofNullable(sweep));
    }

    private static void requireOneKind(boolean items, boolean workflow, boolean sweep) {
        boolean list = items && !workflow && !sweep;
        boolean swept = !items && workflow && sweep;
        if (!list && !swept) {
            throw invalid("batch-kind", "", "The body needs either 'items', or 'workflow' and 'sweep'.");
        }
    }

    private List<BatchItem> items() throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw invalid("field-value", "/items", "A list is needed here.");
        }
        List<BatchItem> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            BatchItem item = item(items.size());
            if (indexes.get(item.index())) {
                throw invalid(
                        "batch-index",
                        "/items/" + items.size() + "/index",
                        "The index " + item.index() + " occurs twice.");
            }
            indexes.set(item.index());
            items.add(item);
        }
        if (items.isEmpty()) {
            throw invalid("batch-empty", "/items", "The batch has no item.");
        }
        if (items.size() > limit) {
            throw SweepProblems.tooMany(items.size(), limit);
        }
        return items;
    }

    private BatchItem item(int place) throws IOException {
        String pointer = "/items/" + place;
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw invalid("field-value", pointer, "An object with a 'workflow' is needed here.");
        }
        int index = place;
        Document workflow = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String member = parser.currentName();
            parser.nextToken();
            switch (member) {
                case "workflow" -> workflow = document(pointer + "/workflow");
                case "index" -> index = index(pointer + "/index");
                default ->
                    throw invalid(
                            "unknown-field",
                            pointer + "/" + member,
                            "There is no field '" + member + "'. The fields of an item are: index, workflow.");
            }
        }
        if (workflow == null) {
            throw invalid("field-missing", pointer + "/workflow", "The item has no workflow.");
        }
        return BatchItem.of(index, workflow.bytes(), workflow.format());
    }

    private int index(String pointer) throws IOException {
        boolean whole = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() == JsonParser.NumberType.INT;
        if (!whole || parser.getIntValue() < 0 || parser.getIntValue() > BatchItem.LARGEST_INDEX) {
            throw invalid(
                    "batch-index", pointer, "An index is a whole number from 0 to " + BatchItem.LARGEST_INDEX + ".");
        }
        return parser.getIntValue();
    }

    private Document document(String pointer) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> new Document(slice(), Optional.of(DocumentFormat.JSON));
            case VALUE_STRING -> new Document(parser.getText().getBytes(StandardCharsets.UTF_8), Optional.empty());
            default ->
                throw invalid("field-value", pointer, "A workflow is an object, or a text with its JSON or YAML.");
        };
    }

    private String text(String pointer) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw invalid("field-value", pointer, "A text is needed here.");
        }
        return parser.getText();
    }

    /** The bytes of the current value. */
    private byte[] slice() throws IOException {
        int from = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        return body.substring(from, (int) parser.currentLocation().getCharOffset())
                .getBytes(StandardCharsets.UTF_8);
    }

    static GatewayException invalid(String rule, String pointer, String message) {
        return new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, "The body is not valid: " + message)
                .withViolations(List.of(Violation.ofParameter(rule, pointer, message))));
    }
}
