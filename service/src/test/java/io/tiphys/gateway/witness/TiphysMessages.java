package io.tiphys.gateway.witness;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import io.grpc.protobuf.ProtoFileDescriptorSupplier;
import io.tiphys.v1.EnvironmentServiceGrpc;
import io.tiphys.v1.IdentityServiceGrpc;
import io.tiphys.v1.LintServiceGrpc;
import io.tiphys.v1.WorkflowServiceGrpc;
import java.util.List;
import java.util.Objects;

/** Request messages of {@code tiphys.v1}, from JSON with the names of the protobuf fields. */
final class TiphysMessages {
    private static final List<ServiceDescriptor> SERVICES = List.of(
                    WorkflowServiceGrpc.getServiceDescriptor(),
                    LintServiceGrpc.getServiceDescriptor(),
                    IdentityServiceGrpc.getServiceDescriptor(),
                    EnvironmentServiceGrpc.getServiceDescriptor())
            .stream()
            .flatMap(service -> ((ProtoFileDescriptorSupplier) Objects.requireNonNull(service.getSchemaDescriptor()))
                    .getFileDescriptor().getServices().stream())
            .toList();

    private TiphysMessages() {}

    /** The message of a request; empty for a method that there is not. */
    static byte[] message(String fullMethod, JsonNode request) {
        return SERVICES.stream()
                .flatMap(service -> service.getMethods().stream())
                .filter(method -> fullMethod.equals("/" + method.getService().getFullName() + "/" + method.getName()))
                .map(MethodDescriptor::getInputType)
                .map(type -> message(type, request).toByteArray())
                .findFirst()
                .orElse(new byte[0]);
    }

    private static DynamicMessage message(Descriptor type, JsonNode object) {
        DynamicMessage.Builder builder = DynamicMessage.newBuilder(type);
        object.properties().forEach(entry -> {
            FieldDescriptor field = type.findFieldByName(entry.getKey());
            if (field == null) {
                return;
            }
            if (field.isRepeated()) {
                entry.getValue().forEach(one -> builder.addRepeatedField(field, value(field, one)));
            } else {
                builder.setField(field, value(field, entry.getValue()));
            }
        });
        return builder.build();
    }

    private static Object value(FieldDescriptor field, JsonNode value) {
        return switch (field.getJavaType()) {
            case INT -> value.asInt();
            case LONG -> value.asLong();
            case FLOAT -> (float) value.asDouble();
            case DOUBLE -> value.asDouble();
            case BOOLEAN -> value.asBoolean();
            case STRING -> value.asText();
            case BYTE_STRING -> ByteString.copyFromUtf8(value.isTextual() ? value.asText() : value.toString());
            case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown(value.asInt());
            case MESSAGE -> message(field.getMessageType(), value);
        };
    }
}
