package io.tiphys.validation.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import java.math.BigDecimal;

/**
 * Converts a document to a library's tree, without the values that Argo does not pass on to Kubernetes: nulls and empty lists.
 */
final class JsonTree {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int LONGEST_NUMBER = 100;

    private JsonTree() {}

    static JsonNode of(ManifestNode node) {
        if (node instanceof ManifestObject object) {
            ObjectNode members = JSON.objectNode();
            for (ManifestNode member : object.members()) {
                ManifestKey key = member.key();
                if (key != null && !isLeftOut(member)) {
                    members.set(key.text(), of(member));
                }
            }
            return members;
        }
        if (node instanceof ManifestArray array) {
            ArrayNode elements = JSON.arrayNode(array.elements().size());
            array.elements().forEach(element -> elements.add(of(element)));
            return elements;
        }
        return scalar((ManifestScalar) node);
    }

    /** Converts the parts that a schema limits. Other elements of lists become nulls, as only their number counts. */
    static JsonNode of(ManifestNode node, LimitedParts parts) {
        if (parts.isWhole()) {
            return of(node);
        }
        if (node instanceof ManifestObject object) {
            return members(object, parts);
        }
        if (node instanceof ManifestArray array) {
            LimitedParts each = parts.element();
            ArrayNode elements = JSON.arrayNode(array.elements().size());
            array.elements().forEach(element -> elements.add(each == null ? JSON.nullNode() : of(element, each)));
            return elements;
        }
        return scalar((ManifestScalar) node);
    }

    private static JsonNode members(ManifestObject object, LimitedParts parts) {
        ObjectNode members = JSON.objectNode();
        for (ManifestNode member : object.members()) {
            ManifestKey key = member.key();
            LimitedParts limited = key == null ? null : parts.member(key.text());
            if (key != null && limited != null && !isLeftOut(member)) {
                members.set(key.text(), of(member, limited));
            }
        }
        return members;
    }

    private static boolean isLeftOut(ManifestNode node) {
        return node instanceof ManifestArray array
                ? array.elements().isEmpty()
                : node instanceof ManifestScalar scalar && scalar.type() == ManifestScalar.Type.NULL;
    }

    private static JsonNode scalar(ManifestScalar scalar) {
        return switch (scalar.type()) {
            case STRING -> JSON.textNode(scalar.text());
            case BOOLEAN -> JSON.booleanNode(scalar.text().equals("true"));
            case NULL -> JSON.nullNode();
            case NUMBER -> number(scalar.text());
        };
    }

    /** A number with an exponent may have a billion digits when written out. No limit concerns such numbers. */
    private static JsonNode number(String text) {
        boolean plain = text.length() <= LONGEST_NUMBER && text.indexOf('e') < 0 && text.indexOf('E') < 0;
        return plain ? JSON.numberNode(new BigDecimal(text)) : JSON.numberNode(Double.parseDouble(text));
    }
}
