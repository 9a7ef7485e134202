package io.tiphys.gateway.argo.payload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tiphys.gateway.argo.client.framing.StreamFormat;
import io.tiphys.gateway.argo.request.WorkflowObjects;
import io.tiphys.gateway.lifecycle.log.LogLine;
import io.tiphys.gateway.lifecycle.stream.WorkflowChange;
import io.tiphys.gateway.workflow.ForeignJson;
import io.tiphys.gateway.workflow.WorkflowObject;
import java.io.IOException;
import java.util.Optional;

/** The formats of the Argo Server's streams. */
public final class StreamFormats {
    /** Events of a watch: {@code {"type":"ADDED","object":{...}}}. */
    public static final StreamFormat<WorkflowChange> CHANGES = new StreamFormat<>(StreamFormats::change, true);

    /** Lines of a log: {@code {"content":"...","podName":"..."}}. */
    public static final StreamFormat<LogLine> LOG_LINES = new StreamFormat<>(StreamFormats::logLine, false);

    /** Events of a shared watch, with their bytes. */
    public static final StreamFormat<UpstreamEvent> EVENTS = new StreamFormat<>(new JsonWatchPayloads()::read, true);

    /** Events of a shared watch in protobuf. */
    public static final StreamFormat<UpstreamEvent> PROTOBUF_EVENTS =
            new StreamFormat<>(new ProtobufWatchPayloads()::read, true);

    /** Lines of a shared log, with their bytes. */
    public static final StreamFormat<byte[]> LOG_PAYLOADS = new StreamFormat<>(Optional::of, false);

    private StreamFormats() {}

    private static Optional<WorkflowChange> change(byte[] result) throws IOException {
        try (JsonParser parser = ForeignJson.FACTORY.createParser(result)) {
            String type = "";
            Optional<WorkflowObject> workflow = Optional.empty();
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                if ("type".equals(field)) {
                    type = parser.getText();
                } else if ("object".equals(field)) {
                    workflow = Optional.of(WorkflowObjects.workflow(ForeignJson.cut(parser, result)));
                } else {
                    parser.skipChildren();
                }
            }
            Optional<WorkflowChange.Type> known = type(type);
            return known.isPresent()
                    ? workflow.map(object -> new WorkflowChange(known.get(), object))
                    : Optional.empty();
        }
    }

    private static Optional<WorkflowChange.Type> type(String name) {
        return switch (name) {
            case "ADDED" -> Optional.of(WorkflowChange.Type.ADDED);
            case "MODIFIED" -> Optional.of(WorkflowChange.Type.MODIFIED);
            case "DELETED" -> Optional.of(WorkflowChange.Type.DELETED);
            default -> Optional.empty();
        };
    }

    private static Optional<LogLine> logLine(byte[] result) throws IOException {
        try (JsonParser parser = ForeignJson.FACTORY.createParser(result)) {
            String content = "";
            String podName = "";
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "content" -> content = parser.getText();
                    case "podName" -> podName = parser.getText();
                    default -> parser.skipChildren();
                }
            }
            return Optional.of(new LogLine(podName, content));
        }
    }
}
