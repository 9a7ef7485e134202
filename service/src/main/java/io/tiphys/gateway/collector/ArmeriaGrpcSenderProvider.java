package io.tiphys.gateway.collector;

import io.opentelemetry.sdk.common.export.GrpcSender;
import io.opentelemetry.sdk.common.export.GrpcSenderConfig;
import io.opentelemetry.sdk.common.export.GrpcSenderProvider;

/** Makes the sender of OTLP over gRPC. OpenTelemetry finds this class through {@code META-INF/services}. Stateless. */
public final class ArmeriaGrpcSenderProvider implements GrpcSenderProvider {
    /** Called by OpenTelemetry. */
    public ArmeriaGrpcSenderProvider() {}

    @Override
    public GrpcSender createSender(GrpcSenderConfig configuration) {
        return new ArmeriaGrpcSender(configuration);
    }
}
