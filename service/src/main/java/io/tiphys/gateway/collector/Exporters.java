package io.tiphys.gateway.collector;

import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporterBuilder;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.tiphys.gateway.tracing.TracingConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes OpenTelemetry's exporter of the configured protocol. It never repeats a request: a failed batch is dropped. */
final class Exporters {
    private Exporters() {}

    /**
     * The exporter to a collector.
     *
     * @throws UncheckedIOException when the certificates to trust cannot be read
     */
    static SpanExporter of(TracingConfiguration configuration, URI endpoint) {
        CollectorHeaders headers = new CollectorHeaders(Optional.ofNullable(configuration.headersFile()));
        String address = endpoint.toString().replaceAll("/$", "");
        return configuration.protocol().equals(TracingConfiguration.GRPC)
                ? grpc(configuration, address, headers)
                : http(configuration, address, headers);
    }

    private static SpanExporter grpc(TracingConfiguration configuration, String address, CollectorHeaders headers) {
        OtlpGrpcSpanExporterBuilder builder = OtlpGrpcSpanExporter.builder()
                .setEndpoint(address)
                .setHeaders(headers)
                .setRetryPolicy(null)
                .setConnectTimeout(configuration.exportTimeout())
                .setTimeout(configuration.exportTimeout());
        trusted(configuration.caFile()).ifPresent(builder::setTrustedCertificates);
        return builder.build();
    }

    private static SpanExporter http(TracingConfiguration configuration, String address, CollectorHeaders headers) {
        OtlpHttpSpanExporterBuilder builder = OtlpHttpSpanExporter.builder()
                .setEndpoint(address + "/v1/traces")
                .setHeaders(headers)
                .setRetryPolicy(null)
                .setConnectTimeout(configuration.exportTimeout())
                .setTimeout(configuration.exportTimeout());
        trusted(configuration.caFile()).ifPresent(builder::setTrustedCertificates);
        return builder.build();
    }

    private static Optional<byte[]> trusted(@Nullable Path file) {
        try {
            return file == null ? Optional.empty() : Optional.of(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("tiphys.tracing.ca-file cannot be read", e);
        }
    }
}
