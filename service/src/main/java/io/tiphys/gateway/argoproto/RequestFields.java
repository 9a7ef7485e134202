package io.tiphys.gateway.argoproto;

import io.tiphys.gateway.argoproto.wire.MessageField;
import io.tiphys.gateway.argoproto.wire.MessageField.Shape;
import io.tiphys.gateway.argoproto.wire.MessageTable;
import io.tiphys.gateway.argoproto.wire.MessageType;
import io.tiphys.gateway.argoproto.wire.ValueKind;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The fields of an Argo Server's request messages, named as in its HTTP API: dotted names in a query (grpc-gateway v1.16,
 * {@code runtime/query.go}), and the members of a JSON body. Stateless.
 */
public final class RequestFields {
    private static final String SYNC = "/sync.SyncService/";

    private static final Map<String, Map<String, QueryField>> QUERIES = MessageTable.argo40().methods().stream()
            .collect(Collectors.toUnmodifiableMap(method -> method, RequestFields::query));

    private RequestFields() {}

    /**
     * The fields that a query can set, by dotted name, in the order of the names.
     *
     * @param fullMethod with both slashes, as in gRPC's {@code :path}
     * @return empty for an unknown method
     */
    public static Map<String, QueryField> inQuery(String fullMethod) {
        return QUERIES.getOrDefault(fullMethod, Map.of());
    }

    /**
     * The members of a request's JSON, or of one of its members.
     *
     * @param member the member; empty for the request itself
     * @return empty for an unknown method or member
     */
    public static Set<String> inBody(String fullMethod, String member) {
        MessageType type = MessageTable.argo40().request(fullMethod);
        if (type == null) {
            return Set.of();
        }
        if (member.isEmpty()) {
            return names(type);
        }
        return type.fields().stream()
                .filter(field -> field.name().equals(member) && field.kind() == ValueKind.MESSAGE)
                .findFirst()
                .map(field -> names(field.messageType()))
                .orElse(Set.of());
    }

    private static Set<String> names(MessageType type) {
        return type.fields().stream().map(MessageField::name).collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, QueryField> query(String fullMethod) {
        Map<String, QueryField> found = new TreeMap<>();
        MessageType type = MessageTable.argo40().request(fullMethod);
        if (type != null) {
            collect(fullMethod, type, "", found);
        }
        return Collections.unmodifiableMap(found);
    }

    /** Only messages have nested query fields; a query cannot set a time, a map, bytes or a list of messages. */
    private static void collect(String method, MessageType type, String prefix, Map<String, QueryField> found) {
        for (MessageField field : type.fields()) {
            if (field.shape() == Shape.MAP) {
                continue;
            }
            String name = prefix + field.name();
            boolean single = field.shape() == Shape.SINGLE || field.shape() == Shape.OPTIONAL;
            switch (field.kind()) {
                case MESSAGE -> {
                    if (single && !holdsDocument(field.messageType())) {
                        collect(method, field.messageType(), name + ".", found);
                    }
                }
                case STRING -> found.put(name, new QueryField(QueryValue.TEXT, !single));
                case BOOL -> found.put(name, new QueryField(QueryValue.BOOLEAN, !single));
                case INT32 -> found.put(name, new QueryField(ofInt32(method, name), !single));
                case INT64 -> found.put(name, new QueryField(QueryValue.INT64, !single));
                default -> {}
            }
        }
    }

    /** Documents are sent in bodies; some contain themselves. */
    private static boolean holdsDocument(MessageType type) {
        return !type.name().startsWith("meta/v1.") && !type.name().startsWith("core/v1.PodLogOptions");
    }

    private static QueryValue ofInt32(String method, String name) {
        return method.startsWith(SYNC) && name.equals("type") ? QueryValue.SYNC_TYPE : QueryValue.INT32;
    }
}
