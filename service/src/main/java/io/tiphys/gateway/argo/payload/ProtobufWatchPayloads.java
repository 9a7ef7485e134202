package io.tiphys.gateway.argo.payload;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import io.tiphys.gateway.argoproto.pruning.FieldsCleaner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Events as messages {@code workflow.WorkflowWatchEvent} (argo-workflows v4.0.5, {@code workflow.proto}; Kubernetes'
 * {@code ObjectMeta} in them, v1.36, {@code meta/v1/generated.proto}). Read by field numbers, so that unknown fields are
 * preserved.
 */
public final class ProtobufWatchPayloads implements WatchPayloads {
    private static final int EVENT_TYPE = 1;
    private static final int EVENT_OBJECT = 2;
    private static final int OBJECT_METADATA = 1;
    private static final int NAME = 1;
    private static final int NAMESPACE = 3;
    private static final int RESOURCE_VERSION = 6;
    private static final int LABELS = 11;
    private static final int ANNOTATIONS = 12;
    private static final String END_OF_PRESENT_STATE = "k8s.io/initial-events-end";

    @Override
    public Optional<UpstreamEvent> read(byte[] payload) throws IOException {
        UnknownFieldSet event = UnknownFieldSet.parseFrom(payload);
        UnknownFieldSet metadata = inside(inside(event, EVENT_OBJECT), OBJECT_METADATA);
        String type = text(event, EVENT_TYPE);
        return switch (type) {
            case "ADDED", "MODIFIED", UpstreamEvent.Changed.DELETED ->
                Optional.of(new UpstreamEvent.Changed(new WatchedObject(
                        type,
                        text(metadata, NAMESPACE),
                        text(metadata, NAME),
                        version(metadata),
                        texts(metadata, LABELS),
                        payload)));
            case "BOOKMARK" ->
                Optional.of(new UpstreamEvent.Progress(
                        version(metadata),
                        "true".equals(texts(metadata, ANNOTATIONS).get(END_OF_PRESENT_STATE))));
            default -> Optional.empty();
        };
    }

    @Override
    public byte[] changed(byte[] payload, String type, long version) {
        try {
            UnknownFieldSet event = UnknownFieldSet.parseFrom(payload);
            UnknownFieldSet object = inside(event, EVENT_OBJECT);
            UnknownFieldSet metadata = inside(object, OBJECT_METADATA);
            UnknownFieldSet newMetadata =
                    with(metadata, RESOURCE_VERSION, ByteString.copyFromUtf8(Long.toString(version)));
            UnknownFieldSet newObject = with(object, OBJECT_METADATA, newMetadata.toByteString());
            return with(with(event, EVENT_OBJECT, newObject.toByteString()), EVENT_TYPE, ByteString.copyFromUtf8(type))
                    .toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("it could be read before", e);
        }
    }

    @Override
    public byte[] pruned(byte[] payload, FieldsCleaner fields) {
        return fields.cleanProtobuf(payload);
    }

    private static long version(UnknownFieldSet metadata) throws IOException {
        return JsonWatchPayloads.version(text(metadata, RESOURCE_VERSION));
    }

    private static UnknownFieldSet with(UnknownFieldSet message, int field, ByteString value) {
        return message.toBuilder()
                .clearField(field)
                .addField(field, Field.newBuilder().addLengthDelimited(value).build())
                .build();
    }

    private static UnknownFieldSet inside(UnknownFieldSet message, int field) throws InvalidProtocolBufferException {
        return UnknownFieldSet.parseFrom(last(message, field));
    }

    private static String text(UnknownFieldSet message, int field) {
        return last(message, field).toStringUtf8();
    }

    private static ByteString last(UnknownFieldSet message, int field) {
        var values = message.getField(field).getLengthDelimitedList();
        return values.isEmpty() ? ByteString.EMPTY : values.getLast();
    }

    /** A map is a repeated message of key and value. */
    private static Map<String, String> texts(UnknownFieldSet message, int field) throws InvalidProtocolBufferException {
        Map<String, String> texts = new HashMap<>();
        for (ByteString entry : message.getField(field).getLengthDelimitedList()) {
            UnknownFieldSet pair = UnknownFieldSet.parseFrom(entry);
            texts.put(text(pair, 1), text(pair, 2));
        }
        return texts;
    }
}
