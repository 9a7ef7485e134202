package io.tiphys.gateway.server.configuration;

import io.tiphys.gateway.configuration.Findings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verifies {@code tiphys.server}. */
final class ServerConfigurationVerifier {
    private ServerConfigurationVerifier() {}

    static void verify(ServerConfiguration values, Findings findings) {
        findings.requirePort("port", values.port());
        verifyTls(values, findings);
        findings.requireAtLeast("max-header-size", values.maxHeaderSize(), 1024);
        findings.requireAtLeast("max-request-line", values.maxRequestLine(), 1024);
        findings.requireAtLeast("max-connections", values.maxConnections(), 1);
        findings.requireAtLeast("max-connections-per-address", values.maxConnectionsPerAddress(), 1);
        findings.requireAtLeast("max-starting-connections-per-address", values.maxStartingConnectionsPerAddress(), 1);
        findings.requireAtLeast("new-connections-per-second", values.newConnectionsPerSecond(), 0);
        findings.requireAtLeast("max-streams-per-connection", values.maxStreamsPerConnection(), 1);
        findings.requireAtLeast("max-anonymous-streams", values.maxAnonymousStreams(), 1);
        findings.requireAtLeast("max-body-bytes", values.maxBodyBytes(), 0);
        findings.requireAtLeast("max-resets-per-minute", values.maxResetsPerMinute(), 10);
        findings.requirePositive("idle-timeout", values.idleTimeout());
        findings.requirePositive("header-timeout", values.headerTimeout());
        findings.requirePositive("body-timeout", values.bodyTimeout());
        findings.requirePositive("answer-timeout", values.answerTimeout());
        findings.requirePositive("shutdown-timeout", values.shutdownTimeout());
        values.trustedProxies().forEach(network -> verifyNetwork(network, findings));
        values.allowedOrigins().stream()
                .filter(origin -> !origin.isBlank() && !CrossOrigins.isOrigin(origin))
                .forEach(origin -> findings.wrong(
                        "allowed-origins", origin, "a scheme and a host, for example https://portal.example, or *"));
    }

    private static void verifyTls(ServerConfiguration values, Findings findings) {
        findings.requirePort("tls-port", values.tlsPort());
        if (values.tlsPort() == null) {
            findings.requireAbsent("tls-certificate-file", values.tlsCertificateFile(), "without tls-port");
            findings.requireAbsent("tls-key-file", values.tlsKeyFile(), "without tls-port");
        } else {
            requireFile("tls-certificate-file", values.tlsCertificateFile(), "the PEM certificate chain", findings);
            requireFile("tls-key-file", values.tlsKeyFile(), "the PEM private key", findings);
        }
    }

    private static void requireFile(String property, @Nullable Path file, String content, Findings findings) {
        if (file == null) {
            findings.wrong(property, null, "the file with " + content + " of tls-port");
        }
        findings.requireReadable(property, file);
    }

    private static void verifyNetwork(String network, Findings findings) {
        try {
            TrustedProxies.of(List.of(network));
        } catch (IllegalArgumentException e) {
            findings.wrong("trusted-proxies", network, "addresses or networks, for example 10.0.0.7 or 10.0.0.0/8");
        }
    }
}
