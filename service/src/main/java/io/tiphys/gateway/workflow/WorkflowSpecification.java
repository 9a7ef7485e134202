package io.tiphys.gateway.workflow;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Cuts the specification out of an existing workflow: its status may be many times larger than any document. */
final class WorkflowSpecification {
    private WorkflowSpecification() {}

    /** A document with the specification alone; empty when the workflow has none. */
    static Optional<byte[]> of(WorkflowObject workflow) {
        byte[] json = workflow.json();
        try (JsonParser parser = ForeignJson.FACTORY.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals("spec");
                parser.nextToken();
                int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                if (found) {
                    return Optional.of(
                            document(json, start, (int) parser.currentLocation().getByteOffset()));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the Argo adapter has read these bytes before", e);
        }
    }

    private static byte[] document(byte[] json, int start, int end) {
        ByteArrayOutputStream document = new ByteArrayOutputStream(end - start + 16);
        document.writeBytes("{\"spec\":".getBytes(StandardCharsets.UTF_8));
        document.write(json, start, end - start);
        document.write('}');
        return document.toByteArray();
    }
}
