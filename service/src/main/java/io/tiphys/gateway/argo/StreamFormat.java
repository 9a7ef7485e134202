package io.tiphys.gateway.argo;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tiphys.gateway.lifecycle.LogLine;
import io.tiphys.gateway.lifecycle.WorkflowChange;
import io.tiphys.gateway.workflow.ForeignJson;
import io.tiphys.gateway.workflow.WorkflowObject;
import java.io.IOException;
import java.util.Optional;

/**
 * What the messages of a stream are.
 *
 * @param reader how one is read
 * @param resumable whether a stream that was cut can be opened again where it ended, so that a cut is no more than an end
 * @param <T> what they become
 */
record StreamFormat<T>(Reader<T> reader, boolean resumable) {
    /** Events of a watch: {@code {"type":"ADDED","object":{...}}}. */
    static final StreamFormat<WorkflowChange> CHANGES = new StreamFormat<>(StreamFormat::change, true);

    /** Lines of a log: {@code {"content":"...","podName":"..."}}. */
    static final StreamFormat<LogLine> LOG_LINES = new StreamFormat<>(StreamFormat::logLine, false);

    /** Events of a watch that many share, with their bytes. */
    static final StreamFormat<UpstreamEvent> EVENTS = new StreamFormat<>(new JsonWatchPayloads()::read, true);

    /** The same in protobuf. */
    static final StreamFormat<UpstreamEvent> PROTOBUF_EVENTS =
            new StreamFormat<>(new ProtobufWatchPayloads()::read, true);

    /** Lines of a log that many share, with their bytes. */
    static final StreamFormat<byte[]> LOG_PAYLOADS = new StreamFormat<>(Optional::of, false);

    /**
     * Reads one message.
     *
     * @param <T> what it becomes
     */
    @FunctionalInterface
    interface Reader<T> {
        /**
         * What the JSON of a {@code result} means; empty for what nobody needs to see.
         *
         * @throws IOException when it cannot be understood
         */
        Optional<T> read(byte[] result) throws IOException;
    }

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
                    workflow = Optional.of(WorkflowObjects.workflow(WorkflowObjects.cut(parser, result)));
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
