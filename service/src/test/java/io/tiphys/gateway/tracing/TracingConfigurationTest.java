package io.tiphys.gateway.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.configuration.ConfigurationFinding;
import io.tiphys.gateway.configuration.Findings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TracingConfigurationTest {
    @ParameterizedTest
    @CsvSource({
        "http://collector:4318, http/protobuf",
        "https://collector.example/otlp/, http/protobuf",
        "https://collector:4317, grpc"
    })
    void takesAnAddress(String endpoint, String protocol) {
        assertThat(findings(endpoint, protocol, 0.5, null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "collector:4318, http/protobuf",
        "ftp://collector, http/protobuf",
        "http://ada:secret@collector, http/protobuf",
        "http://collector/v1/traces, http/protobuf",
        "http://collector/?key=secret, http/protobuf",
        "http://collector:4317/path, grpc"
    })
    void refusesWhatIsNoAddressOfACollector(String endpoint, String protocol) {
        assertThat(findings(endpoint, protocol, 0.5, null))
                .singleElement()
                .satisfies(one -> assertThat(one.property()).isEqualTo("tiphys.tracing.endpoint"))
                .satisfies(one -> assertThat(one.message()).doesNotContain("ada:secret"));
    }

    @Test
    void refusesARatioOutsideOfZeroToOneAndAnUnknownProtocol() {
        assertThat(findings("http://collector:4318", "http/json", 1.5, null))
                .extracting(ConfigurationFinding::property)
                .containsExactly("tiphys.tracing.protocol", "tiphys.tracing.sampling-ratio");
    }

    @Test
    void refusesSettingsThatHaveNoEffectWithoutAnEndpoint() {
        assertThat(findings(null, "grpc", 0, Path.of("/etc/hostname")))
                .extracting(ConfigurationFinding::property)
                .containsExactly("tiphys.tracing.headers-file");
    }

    @Test
    void warnsOfACredentialWithoutTls() {
        assertThat(findings("http://collector:4318", "grpc", 0, Path.of("/etc/hostname")))
                .singleElement()
                .satisfies(one -> assertThat(one.severe()).isFalse());
    }

    private static List<ConfigurationFinding> findings(
            @Nullable String endpoint, String protocol, double ratio, @Nullable Path headers) {
        Findings findings = new Findings("tiphys.tracing");
        TracingConfigurationVerifier.verify(
                new TracingConfiguration(
                        endpoint == null ? null : URI.create(endpoint),
                        protocol,
                        ratio,
                        false,
                        headers,
                        null,
                        List.of(),
                        4096,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        false),
                findings);
        return findings.all();
    }
}
