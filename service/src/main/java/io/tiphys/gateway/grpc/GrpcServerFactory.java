package io.tiphys.gateway.grpc;

import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.ServerBuilder;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.core.convert.format.ReadableBytes;
import io.micronaut.core.order.OrderUtil;
import io.micronaut.grpc.server.GrpcServerBuilder;
import io.micronaut.scheduling.TaskExecutors;
import io.tiphys.gateway.grpc.bridge.GrpcBridge;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** The gRPC server, which only this process calls, with the services that the gateway adds to its own. */
@Factory
public final class GrpcServerFactory {
    /** Distinguishes this channel from the framework's own, which connects to a port. */
    public static final String IN_PROCESS = "in-process";

    /** One name for each context: a JVM may have several. */
    private final String name = InProcessServerBuilder.generateName();

    /**
     * The server that the framework starts, without a listener; {@link GrpcBridge} limits the size of messages.
     *
     * @param largestHeaders in bytes, as HTTP/2 counts them
     */
    @Singleton
    @Replaces(value = ServerBuilder.class, factory = GrpcServerBuilder.class)
    ServerBuilder<?> server(
            List<BindableService> services,
            List<ServerInterceptor> interceptors,
            @Named(TaskExecutors.IO) ExecutorService threads,
            @ReadableBytes @Property(name = "grpc.server.max-inbound-metadata-size") int largestHeaders) {
        ServerBuilder<?> server = InProcessServerBuilder.forName(name)
                .executor(threads)
                .maxInboundMetadataSize(largestHeaders)
                .fallbackHandlerRegistry(new UnknownMethods());
        services.forEach(server::addService);
        List<ServerInterceptor> outermostLast = new ArrayList<>(interceptors);
        OrderUtil.reverseSort(outermostLast);
        outermostLast.forEach(server::intercept);
        return server;
    }

    /** The channel to the server; its callbacks run on the thread that causes them. */
    @Singleton
    @Named(IN_PROCESS)
    @Bean(preDestroy = "shutdownNow")
    ManagedChannel channel() {
        return InProcessChannelBuilder.forName(name)
                .directExecutor()
                .disableRetry()
                .build();
    }

    /** Describes the services to tools; the contract is public, so no token is required. */
    @Singleton
    @Named("reflection-v1")
    BindableService reflection() {
        return withErrorDetails(ProtoReflectionServiceV1.newInstance());
    }

    /** The same under the service name that tools from before 2024 use. */
    @Singleton
    @Named("reflection-v1alpha")
    @SuppressWarnings("deprecation") // grpcurl before 1.9 supports no other
    BindableService olderReflection() {
        return withErrorDetails(io.grpc.protobuf.services.ProtoReflectionService.newInstance());
    }

    private static BindableService withErrorDetails(BindableService reflection) {
        return () -> ServerInterceptors.intercept(reflection, new ErrorDetailsReflection());
    }
}
