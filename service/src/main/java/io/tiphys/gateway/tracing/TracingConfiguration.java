package io.tiphys.gateway.tracing;

import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code tiphys.tracing}: traces of calls, sent to a collector over OTLP.
 *
 * @param endpoint the address of the collector without a path of OTLP, for example {@code http://collector.observability:4318}; no
 *     traces without it
 * @param protocol {@code http/protobuf} (OTLP over HTTP, at the path {@code /v1/traces} below the endpoint) or {@code grpc}
 * @param samplingRatio the share of calls that are traced, from 0 to 1
 * @param trustSampledFlag trace each call whose {@code traceparent} says that its trace is sampled. Without it the ratio applies to
 *     these calls as well, so that callers cannot raise the cost of traces
 * @param headersFile a file with a header for the collector on each line, as {@code name: value}; read again for each batch
 * @param caFile PEM certificates to trust for the collector instead of the system's
 * @param resourceAttributes attributes of all spans, as {@code name=value}, for example {@code deployment.environment.name=production}
 * @param maxQueue the most spans that wait for the collector or are on their way to it; further ones are dropped
 * @param exportInterval the longest time that a span waits for others
 * @param exportTimeout the longest time for the collector to accept a batch; then the batch is dropped
 * @param pods also annotate the pods of created workflows with the {@code traceparent} of the call
 */
public record TracingConfiguration(
        @Nullable URI endpoint,
        @Bindable(defaultValue = "http/protobuf") String protocol,
        @Bindable(defaultValue = "0.1") double samplingRatio,
        @Bindable(defaultValue = "false") boolean trustSampledFlag,
        @Nullable Path headersFile,
        @Nullable Path caFile,
        @Bindable(defaultValue = "") List<String> resourceAttributes,
        @Bindable(defaultValue = "4096") int maxQueue,
        @Bindable(defaultValue = "5s") Duration exportInterval,
        @Bindable(defaultValue = "10s") Duration exportTimeout,
        @Bindable(defaultValue = "false") boolean pods) {
    /** OTLP over gRPC. */
    public static final String GRPC = "grpc";

    /** OTLP over HTTP with protobuf. */
    public static final String HTTP = "http/protobuf";

    /** Whether calls are traced. */
    public boolean enabled() {
        return endpoint != null;
    }
}
