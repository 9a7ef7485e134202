package io.tiphys.validation.document;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes a tree as JSON without white space and without loss. */
final class JsonText {
    private JsonText() {}

    static String of(ManifestNode node) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JsonDocument.FACTORY.createGenerator(text)) {
            write(node, generator);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return text.toString();
    }

    private static void write(ManifestNode node, JsonGenerator generator) throws IOException {
        if (node instanceof ManifestObject object) {
            generator.writeStartObject();
            for (ManifestNode member : object.members()) {
                ManifestKey key = member.key();
                generator.writeFieldName(key == null ? "" : key.text());
                write(member, generator);
            }
            generator.writeEndObject();
        } else if (node instanceof ManifestArray array) {
            generator.writeStartArray();
            for (ManifestNode element : array.elements()) {
                write(element, generator);
            }
            generator.writeEndArray();
        } else if (node instanceof ManifestScalar scalar) {
            write(scalar, generator);
        }
    }

    private static void write(ManifestScalar scalar, JsonGenerator generator) throws IOException {
        switch (scalar.type()) {
            case STRING -> generator.writeString(scalar.text());
            case NUMBER -> generator.writeNumber(scalar.text());
            case BOOLEAN -> generator.writeBoolean(scalar.text().equals("true"));
            case NULL -> generator.writeNull();
        }
    }
}
