package io.tiphys.gateway.workflow;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.workflow.ManifestNode.BooleanNode;
import io.tiphys.gateway.workflow.ManifestNode.ListNode;
import io.tiphys.gateway.workflow.ManifestNode.Member;
import io.tiphys.gateway.workflow.ManifestNode.NullNode;
import io.tiphys.gateway.workflow.ManifestNode.NumberNode;
import io.tiphys.gateway.workflow.ManifestNode.ObjectNode;
import io.tiphys.gateway.workflow.ManifestNode.Position;
import io.tiphys.gateway.workflow.ManifestNode.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON (RFC 8259) into a located tree. */
final class JsonDocument {
    /** How deep a document may be nested, in both formats; Argo's own examples stay below 20. */
    static final int DEEPEST = 100;

    private static final int LONGEST_NUMBER = 100;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxStringLength(WorkflowManifestReader.LARGEST_WORKFLOW)
                    .maxNameLength(WorkflowManifestReader.LARGEST_WORKFLOW)
                    .build())
            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final JsonParser parser;
    private final List<Violation> violations = new ArrayList<>();

    private JsonDocument(JsonParser parser) {
        this.parser = parser;
    }

    /** @throws io.tiphys.gateway.error.GatewayException with WORKFLOW_MALFORMED */
    static ManifestNode read(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return new JsonDocument(parser).document();
        } catch (StreamConstraintsException e) {
            throw MalformedDocument.at(position(e.getLocation()), "", "too-complex", tooComplex());
        } catch (JsonProcessingException e) {
            throw MalformedDocument.at(position(e.getLocation()), "", "malformed-json", sentence(e));
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    private static String tooComplex() {
        return "The document is nested deeper than " + DEEPEST + " levels, or has a number of more than "
                + LONGEST_NUMBER + " digits.";
    }

    /** Jackson's sentence without its notes in brackets, which speak of the source and not of the document. */
    private static String sentence(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        int note = message.indexOf(" (start marker");
        return "This is not JSON: " + (note < 0 ? message : message.substring(0, note)) + ".";
    }

    private ManifestNode document() throws IOException {
        parser.nextToken();
        ManifestNode root = node("");
        if (parser.nextToken() != null) {
            violations.add(MalformedDocument.violation(
                    here(), "", "trailing-content", "Something follows after the end of the document."));
        }
        if (!violations.isEmpty()) {
            throw MalformedDocument.with(violations);
        }
        return root;
    }

    private ManifestNode node(String pointer) throws IOException {
        Position position = here();
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> object(position, pointer);
            case START_ARRAY -> list(position, pointer);
            case VALUE_STRING -> new TextNode(position, text(position, pointer, parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new NumberNode(position, parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> new BooleanNode(position, token == JsonToken.VALUE_TRUE);
            case VALUE_NULL -> new NullNode(position);
            default -> throw new IllegalStateException("the parser stands on " + token);
        };
    }

    private ObjectNode object(Position position, String pointer) throws IOException {
        Map<String, Member> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            Position key = here();
            String name = parser.currentName();
            String memberPointer = JsonPointers.member(pointer, name);
            text(key, memberPointer, name);
            parser.nextToken();
            if (members.putIfAbsent(name, new Member(key, node(memberPointer))) != null) {
                violations.add(MalformedDocument.violation(
                        key, memberPointer, "duplicate-field", "'" + name + "' stands here twice."));
            }
        }
        return new ObjectNode(position, members);
    }

    private ListNode list(Position position, String pointer) throws IOException {
        List<ManifestNode> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(node(JsonPointers.element(pointer, elements.size())));
        }
        return new ListNode(position, elements);
    }

    private String text(Position position, String pointer, String value) {
        UnreadableText.in(value)
                .ifPresent(message ->
                        violations.add(MalformedDocument.violation(position, pointer, "unreadable-text", message)));
        return value;
    }

    private Position here() {
        return position(parser.currentTokenLocation());
    }

    private static Position position(JsonLocation location) {
        return new Position(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
    }
}
