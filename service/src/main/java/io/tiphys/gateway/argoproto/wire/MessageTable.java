package io.tiphys.gateway.argoproto.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The request messages of a line of Argo releases, with all nested messages, as {@code tools/argo-messages} derives them
 * from Argo's Go types. Immutable.
 */
public final class MessageTable {
    private static final MessageTable ARGO_4_0 = load("argo-4.0-messages.json");

    private final Map<String, MessageType> types;
    private final Map<String, MessageType> requests;

    private MessageTable(Map<String, MessageType> types, Map<String, MessageType> requests) {
        this.types = Map.copyOf(types);
        this.requests = Map.copyOf(requests);
    }

    /** The messages of Argo Workflows 4.0, with the additional fields of 3.6 and 3.7. */
    public static MessageTable argo40() {
        return ARGO_4_0;
    }

    /** The request of a method, for example {@code /workflow.WorkflowService/CreateWorkflow}; null when it is unknown. */
    @Nullable
    public MessageType request(String fullMethod) {
        return requests.get(fullMethod);
    }

    /** A message of the table by its name. */
    public MessageType message(String name) {
        return known(types, name);
    }

    /** The full names of all methods. */
    public Set<String> methods() {
        return requests.keySet();
    }

    private static MessageTable load(String resource) {
        try (InputStream stream = MessageTable.class.getResourceAsStream(resource)) {
            JsonNode table = new ObjectMapper().readTree(Objects.requireNonNull(stream, resource));
            Map<String, MessageType> types = new HashMap<>();
            JsonNode messages = table.required("messages");
            messages.fieldNames().forEachRemaining(name -> types.put(name, new MessageType(name)));
            types.forEach((name, type) -> messages.required(name)
                    .properties()
                    .forEach(field -> type.add(
                            Integer.parseInt(field.getKey()),
                            MessageField.of(field.getValue().textValue(), message -> known(types, message)))));
            Map<String, MessageType> requests = new HashMap<>();
            table.required("methods")
                    .properties()
                    .forEach(method -> requests.put(
                            method.getKey(), known(types, method.getValue().textValue())));
            return new MessageTable(types, requests);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageType known(Map<String, MessageType> types, String name) {
        return Objects.requireNonNull(types.get(name), name);
    }
}
