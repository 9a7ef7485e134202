package io.tiphys.validation.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes a tree as JSON without white space and without loss, and has the factory of all JSON parsers. */
public final class JsonText {
    private static final int LONGEST_NUMBER = 1_000;

    /**
     * Keys do not enter Jackson's symbol table: colliding keys would slow it down or make it fail. {@code DocumentReading}
     * bounds the depth.
     */
    public static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DocumentLimits.DEEPEST + 1)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxStringLength(DocumentLimits.LARGEST_DOCUMENT)
                    .maxNameLength(DocumentLimits.LARGEST_DOCUMENT)
                    .build())
            .build();

    private JsonText() {}

    static String of(ManifestNode node) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
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
