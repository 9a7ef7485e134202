package io.tiphys.validation.document.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestPlace;
import io.tiphys.validation.document.ManifestScalar.Type;
import io.tiphys.validation.document.TreeBuilder;
import io.tiphys.validation.document.UnreadableDocumentException;
import io.tiphys.validation.document.bounds.DocumentReading;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts a Jackson tree to a located tree. Its values have no source location of their own. */
public final class TreeDocument {
    private static final int FIRST = 1;

    private final DocumentReading reading;

    private TreeDocument(DocumentReading reading) {
        this.reading = reading;
    }

    /** @throws UnreadableDocumentException */
    public static ManifestObject read(ObjectNode tree, DocumentReading reading) {
        return new TreeDocument(reading).object(tree, place(null, null, 0), 1);
    }

    private static ManifestPlace place(@Nullable ManifestNode parent, @Nullable ManifestKey key, int index) {
        return new ManifestPlace(parent, key, index, FIRST, FIRST);
    }

    private ManifestNode value(JsonNode node, ManifestPlace place, int depth) {
        return switch (node.getNodeType()) {
            case OBJECT -> object(node, place, depth);
            case ARRAY -> array(node, place, depth);
            case STRING -> reading.scalar(place, Type.STRING, node.textValue());
            case NUMBER -> reading.scalar(place, Type.NUMBER, node.asText());
            case BOOLEAN -> reading.scalar(place, Type.BOOLEAN, node.asText());
            case NULL -> reading.scalar(place, Type.NULL, "null");
            case BINARY, MISSING, POJO -> throw new IllegalStateException("no JSON is read as " + node.getNodeType());
        };
    }

    private ManifestObject object(JsonNode node, ManifestPlace place, int depth) {
        ManifestObject object = TreeBuilder.object(place);
        reading.begin(object, depth);
        if (node.isEmpty()) {
            return object; // as the iterators of many empty objects cost as much as the objects
        }
        int index = 0;
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            reading.separator(index);
            ManifestKey key = new ManifestKey(member.getKey(), FIRST, FIRST);
            reading.distinctKey(object, key);
            long before = reading.size();
            reading.member(object, key, value(member.getValue(), place(object, key, index), depth + 1), before);
            index++;
        }
        return object;
    }

    private ManifestArray array(JsonNode node, ManifestPlace place, int depth) {
        ManifestArray array = TreeBuilder.array(place);
        reading.begin(array, depth);
        if (node.isEmpty()) {
            return array;
        }
        int index = 0;
        for (JsonNode element : node) {
            reading.separator(index);
            reading.element(array, value(element, place(array, null, index), depth + 1));
            index++;
        }
        return array;
    }
}
