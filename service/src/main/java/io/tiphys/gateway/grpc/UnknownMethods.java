package io.tiphys.gateway.grpc;

import com.google.protobuf.Empty;
import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.protobuf.ProtoUtils;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Answers calls of unknown methods with the gateway's error details; grpc-java's own response has none. To interceptors all
 * these calls are one method, because the caller's names would become an unbounded set of metric labels.
 */
final class UnknownMethods extends HandlerRegistry {
    private static final ServerMethodDefinition<Empty, Empty> UNKNOWN = ServerMethodDefinition.create(
            MethodDescriptor.<Empty, Empty>newBuilder()
                    .setType(MethodDescriptor.MethodType.UNKNOWN)
                    .setFullMethodName("tiphys.v1.Unknown/Unknown")
                    .setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
                    .setResponseMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
                    .build(),
            (call, headers) -> {
                throw new GatewayException(Problem.of(
                        ErrorReason.METHOD_NOT_ALLOWED,
                        "The gateway has no method of this name. The reflection service lists all methods."));
            });

    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String methodName, @Nullable String authority) {
        return UNKNOWN;
    }
}
