package io.tiphys.validation.document.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.tiphys.validation.document.DocumentRule;
import io.tiphys.validation.document.JsonText;
import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestKey;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestPlace;
import io.tiphys.validation.document.ManifestScalar.Type;
import io.tiphys.validation.document.TreeBuilder;
import io.tiphys.validation.document.UnreadableDocumentException;
import io.tiphys.validation.document.bounds.DocumentReading;
import io.tiphys.validation.document.text.TextPositions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads JSON (RFC 8259) into a located tree. */
public final class JsonDocument {
    private final String text;
    private final TextPositions positions;
    private final JsonParser parser;
    private final DocumentReading reading;
    private @Nullable ManifestNode container;

    private JsonDocument(String text, JsonParser parser, DocumentReading reading) {
        this.text = text;
        this.positions = new TextPositions(text);
        this.parser = parser;
        this.reading = reading;
    }

    /** @throws UnreadableDocumentException */
    public static ManifestObject read(String text, DocumentReading reading) {
        try (JsonParser parser = JsonText.FACTORY.createParser(text)) {
            return new JsonDocument(text, parser, reading).document();
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    private ManifestObject document() throws IOException {
        try {
            JsonToken first = parser.nextToken();
            moveToToken();
            if (first != JsonToken.START_OBJECT) {
                String found = first == JsonToken.START_ARRAY ? "a list" : "none";
                throw reading.notAnObject(positions.line(), positions.column(), found, null);
            }
            ManifestPlace place = new ManifestPlace(null, null, 0, positions.line(), positions.column());
            ManifestObject root = object(TreeBuilder.object(place), 1);
            requireEnd();
            return root;
        } catch (JsonProcessingException e) {
            String pointer = container == null ? "" : container.pointer();
            throw reading.fatal(JsonSyntax.finding(e, text, pointer));
        }
    }

    private void requireEnd() {
        int after = (int) parser.currentLocation().getCharOffset();
        int index = after;
        while (index < text.length() && " \t\r\n".indexOf(text.charAt(index)) >= 0) {
            index++;
        }
        if (index < text.length()) {
            TextPositions place = TextPositions.at(text, index);
            reading.report(DocumentRule.TRAILING_CONTENT.finding(
                    "", place.line(), place.column(), "Something follows after the end of the document."));
        }
    }

    private ManifestNode value(ManifestNode parent, @Nullable ManifestKey key, int index, int depth)
            throws IOException {
        moveToToken();
        ManifestPlace place = new ManifestPlace(parent, key, index, positions.line(), positions.column());
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(TreeBuilder.object(place), depth);
            case START_ARRAY -> array(TreeBuilder.array(place), depth);
            case VALUE_STRING -> reading.scalar(place, Type.STRING, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> reading.scalar(place, Type.NUMBER, parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> reading.scalar(place, Type.BOOLEAN, parser.getText());
            case VALUE_NULL -> reading.scalar(place, Type.NULL, "null");
            default -> throw new IllegalStateException("no value begins with " + parser.currentToken());
        };
    }

    private ManifestObject object(ManifestObject object, int depth) throws IOException {
        reading.begin(object, depth);
        container = object;
        Set<String> known = DocumentReading.noKeys();
        for (int index = 0; parser.nextToken() == JsonToken.FIELD_NAME; index++) {
            moveToToken();
            reading.separator(index);
            ManifestKey key = new ManifestKey(parser.currentName(), positions.line(), positions.column());
            reading.key(object, key, known);
            parser.nextToken();
            long before = reading.size();
            reading.member(object, key, value(object, key, index, depth + 1), before);
        }
        container = object.parent();
        return object;
    }

    private ManifestArray array(ManifestArray array, int depth) throws IOException {
        reading.begin(array, depth);
        container = array;
        for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
            reading.separator(index);
            reading.element(array, value(array, null, index, depth + 1));
        }
        container = array.parent();
        return array;
    }

    private void moveToToken() {
        positions.moveTo((int) parser.currentTokenLocation().getCharOffset());
    }
}
