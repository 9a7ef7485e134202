package io.tiphys.gateway.grpc;

import io.grpc.BindableService;
import io.grpc.ServerBuilder;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** What the server has besides our services. */
@Factory
final class GrpcServerFactory implements BeanCreatedEventListener<ServerBuilder<?>> {
    /** Describes the services to tools; the contract is no secret, so no token is asked for. */
    @Singleton
    @Named("reflection-v1")
    BindableService reflection() {
        return ProtoReflectionServiceV1.newInstance();
    }

    /** The same under the name by which tools of before 2024 ask for it. */
    @Singleton
    @Named("reflection-v1alpha")
    @SuppressWarnings("deprecation") // grpcurl before 1.9 knows no other
    BindableService olderReflection() {
        return io.grpc.protobuf.services.ProtoReflectionService.newInstance();
    }

    @Override
    public ServerBuilder<?> onCreated(BeanCreatedEvent<ServerBuilder<?>> event) {
        return event.getBean().fallbackHandlerRegistry(new UnknownMethods());
    }
}
