package io.tiphys.gateway.tracing;

import io.tiphys.gateway.configuration.Findings;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Verifies {@code tiphys.tracing}. */
final class TracingConfigurationVerifier {
    /** A batch of the exporter has 512 spans. */
    private static final int LEAST_QUEUE = 512;

    private static final int LARGEST_QUEUE = 65_536;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private TracingConfigurationVerifier() {}

    static void verify(TracingConfiguration values, Findings findings) {
        if (!List.of(TracingConfiguration.GRPC, TracingConfiguration.HTTP).contains(values.protocol())) {
            findings.wrong("protocol", values.protocol(), "http/protobuf or grpc");
        }
        if (!(values.samplingRatio() >= 0 && values.samplingRatio() <= 1)) {
            findings.wrong("sampling-ratio", values.samplingRatio(), "a number from 0 to 1");
        }
        findings.requireBetween("max-queue", values.maxQueue(), LEAST_QUEUE, LARGEST_QUEUE);
        findings.requirePositive("export-interval", values.exportInterval());
        findings.requirePositive("export-timeout", values.exportTimeout());
        values.resourceAttributes().stream()
                .filter(one -> one.indexOf('=') < 1)
                .forEach(one -> findings.wrong("resource-attributes", one, "name=value"));
        if (values.endpoint() == null) {
            requireNothingWithoutEndpoint(values, findings);
        } else {
            verifyEndpoint(values, values.endpoint(), findings);
        }
    }

    private static void requireNothingWithoutEndpoint(TracingConfiguration values, Findings findings) {
        findings.requireAbsent("headers-file", values.headersFile(), "without endpoint");
        findings.requireAbsent("ca-file", values.caFile(), "without endpoint");
        findings.requireAbsent("pods", values.pods() ? true : null, "without endpoint");
    }

    private static void verifyEndpoint(TracingConfiguration values, URI endpoint, Findings findings) {
        boolean encrypted = "https".equals(endpoint.getScheme());
        if (!isAddress(endpoint, encrypted, values.protocol())) {
            findings.wrong(
                    "endpoint",
                    endpoint,
                    "http or https, a host and a port, without user, query and the path /v1/traces, for example"
                            + " http://collector.observability:4318; for grpc without any path");
            return;
        }
        findings.requireReadable("headers-file", values.headersFile());
        findings.requireReadable("ca-file", values.caFile());
        if (!encrypted) {
            findings.requireAbsent("ca-file", values.caFile(), "without https");
            if (values.headersFile() != null && !LOOPBACK.contains(endpoint.getHost())) {
                findings.warn("headers-file", "sends its headers without TLS; use an https endpoint");
            }
        }
    }

    private static boolean isAddress(URI endpoint, boolean encrypted, String protocol) {
        String path = withoutSlash(endpoint.getRawPath());
        return (encrypted || "http".equals(endpoint.getScheme()))
                && endpoint.getHost() != null
                && endpoint.getRawUserInfo() == null
                && endpoint.getRawQuery() == null
                && endpoint.getRawFragment() == null
                && !path.endsWith("/v1/traces")
                && (path.isEmpty() || !protocol.equals(TracingConfiguration.GRPC));
    }

    private static String withoutSlash(@Nullable String path) {
        return path == null ? "" : path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
