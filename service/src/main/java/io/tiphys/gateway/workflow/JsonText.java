package io.tiphys.gateway.workflow;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tiphys.gateway.workflow.ManifestNode.BooleanNode;
import io.tiphys.gateway.workflow.ManifestNode.ListNode;
import io.tiphys.gateway.workflow.ManifestNode.Member;
import io.tiphys.gateway.workflow.ManifestNode.NullNode;
import io.tiphys.gateway.workflow.ManifestNode.NumberNode;
import io.tiphys.gateway.workflow.ManifestNode.ObjectNode;
import io.tiphys.gateway.workflow.ManifestNode.TextNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Writes a tree as JSON, losing nothing. */
final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    static byte[] of(ManifestNode node) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = FACTORY.createGenerator(bytes)) {
            write(node, generator);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private static void write(ManifestNode node, JsonGenerator generator) throws IOException {
        switch (node) {
            case ObjectNode object -> {
                generator.writeStartObject();
                for (Map.Entry<String, Member> member : object.members().entrySet()) {
                    generator.writeFieldName(member.getKey());
                    write(member.getValue().value(), generator);
                }
                generator.writeEndObject();
            }
            case ListNode list -> {
                generator.writeStartArray();
                for (ManifestNode element : list.elements()) {
                    write(element, generator);
                }
                generator.writeEndArray();
            }
            case TextNode text -> generator.writeString(text.value());
            case NumberNode number -> generator.writeNumber(number.json());
            case BooleanNode bool -> generator.writeBoolean(bool.value());
            case NullNode nothing -> generator.writeNull();
        }
    }
}
