package io.tiphys.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.tiphys.gateway.testbed.ProxyCertificate;
import io.tiphys.gateway.testbed.RunningGateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The listener with TLS over the life of its certificate. */
final class ServerCertificateTest {
    private static final String REQUEST = "GET /docs HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @TempDir
    private Path directory;

    private RunningGateway gateway;
    private GatewayServer server;

    @BeforeEach
    void open() throws IOException {
        put(ProxyCertificate.get().pem(), "tls.crt");
        put(ProxyCertificate.get().key(), "tls.key");
        Map<String, Object> properties = new TreeMap<>();
        properties.put("tiphys.environments.lab.namespaces", "science");
        properties.put("tiphys.environments.lab.argo-server.uri", "http://127.0.0.1:9");
        properties.put("tiphys.environments.lab.kubernetes.in-cluster", true);
        properties.put("tiphys.environments.lab.credentials.mode", "direct");
        properties.put("tiphys.server.tls-port", 0);
        properties.put(
                "tiphys.server.tls-certificate-file",
                directory.resolve("tls.crt").toString());
        properties.put(
                "tiphys.server.tls-key-file", directory.resolve("tls.key").toString());
        gateway = RunningGateway.start(List.of(), properties);
        server = gateway.beans().getBean(GatewayServer.class);
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void resumesTheSessionOfAConnectionThatHasEnded(String protocol) throws Exception {
        SSLContext client = client();
        long first = sessionCreated(client, protocol);
        assertThat(sessionCreated(client, protocol)).isEqualTo(first);
    }

    @Test
    void servesAReplacedCertificateToNewConnections() throws Exception {
        SSLContext client = client();
        try (SSLSocket open = connect(client, "TLSv1.3")) {
            Certificate before = open.getSession().getPeerCertificates()[0];
            ProxyCertificate next = ProxyCertificate.make();
            put(next.pem(), "tls.crt");
            put(next.key(), "tls.key");
            server.rereadCertificate();
            assertThat(certificate()).isNotEqualTo(before);
            assertThat(answer(open)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void keepsTheLastCertificateWhileTheFilesDoNotBelongTogether() throws Exception {
        Certificate before = certificate();
        ProxyCertificate next = ProxyCertificate.make();
        put(next.pem(), "tls.crt");
        server.rereadCertificate();
        assertThat(certificate()).isEqualTo(before);
        put(next.key(), "tls.key");
        server.rereadCertificate();
        assertThat(certificate()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
    void keepsTheLastCertificateWhileAFileCannotBeRead(String content) throws Exception {
        Certificate before = certificate();
        Files.writeString(directory.resolve("tls.crt"), content);
        server.rereadCertificate();
        assertThat(certificate()).isEqualTo(before);
        Files.delete(directory.resolve("tls.crt"));
        server.rereadCertificate();
        assertThat(certificate()).isEqualTo(before);
    }

    private Certificate certificate() throws IOException, GeneralSecurityException {
        try (SSLSocket socket = connect(client(), "TLSv1.3")) {
            return socket.getSession().getPeerCertificates()[0];
        }
    }

    private long sessionCreated(SSLContext client, String protocol) throws IOException {
        try (SSLSocket socket = connect(client, protocol)) {
            assertThat(answer(socket)).startsWith("HTTP/1.1 200"); // a ticket of TLS 1.3 comes after the handshake
            return socket.getSession().getCreationTime();
        }
    }

    private SSLSocket connect(SSLContext client, String protocol) throws IOException {
        SSLSocket socket = (SSLSocket) client.getSocketFactory().createSocket("127.0.0.1", server.tlsPort());
        socket.setEnabledProtocols(new String[] {protocol});
        socket.startHandshake();
        return socket;
    }

    private static String answer(SSLSocket socket) throws IOException {
        socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
        byte[] head = socket.getInputStream().readNBytes(12);
        return new String(head, StandardCharsets.US_ASCII);
    }

    private static SSLContext client() throws GeneralSecurityException {
        SSLContext client = SSLContext.getInstance("TLS");
        TrustManager[] anybody = InsecureTrustManagerFactory.INSTANCE.getTrustManagers();
        client.init(null, anybody, null);
        return client;
    }

    private void put(Path file, String name) throws IOException {
        Files.copy(file, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
}
