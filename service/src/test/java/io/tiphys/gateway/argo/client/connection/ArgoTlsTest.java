package io.tiphys.gateway.argo.client.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tiphys.gateway.argo.client.ArgoClients;
import io.tiphys.gateway.argo.client.Environments;
import io.tiphys.gateway.argo.client.ScriptedServer;
import io.tiphys.gateway.argo.client.request.ArgoPath;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.environment.ArgoServerAccess;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgoTlsTest {
    private static final String PASSWORD = "changeit";
    private static final ArgoRequest VERSION = ArgoRequest.get(ArgoPath.of("version"));

    @TempDir
    private Path directory;

    private KeyStore serverKeys;
    private Path trusted;

    @BeforeEach
    void makeCertificate() throws Exception {
        Path store = directory.resolve("server.p12");
        serverKeys = keys(store, "server", "ip:127.0.0.1");
        trusted = pem("trusted.pem", serverKeys);
    }

    @Test
    void trustsTheConfiguredCertificate() throws Exception {
        assertThat(ask(new Access(Optional.of(trusted), false))).isEqualTo("{}");
    }

    @Test
    void trustsNobodyElse() throws Exception {
        assertThat(refusal(new Access(Optional.empty(), false))).isEqualTo(ErrorReason.ARGO_UNAVAILABLE);

        Path other = pem("other.pem", keys(directory.resolve("other.p12"), "other", "ip:127.0.0.1"));
        assertThat(refusal(new Access(Optional.of(other), false))).isEqualTo(ErrorReason.ARGO_UNAVAILABLE);
    }

    @Test
    void checksTheHostName() throws Exception {
        serverKeys = keys(directory.resolve("elsewhere.p12"), "elsewhere", "dns:argo.example.com");
        Path elsewhere = pem("elsewhere.pem", serverKeys);

        assertThat(refusal(new Access(Optional.of(elsewhere), false))).isEqualTo(ErrorReason.ARGO_UNAVAILABLE);
    }

    @Test
    void trustsEverybodyWhenToldTo() throws Exception {
        serverKeys = keys(directory.resolve("elsewhere.p12"), "elsewhere", "dns:argo.example.com");

        assertThat(ask(new Access(Optional.empty(), true))).isEqualTo("{}");
    }

    @Test
    void namesAFileThatHoldsNoCertificates() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty.pem"), "");
        assertThatThrownBy(() -> ask(new Access(Optional.of(empty), false)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("empty.pem");
    }

    /** How to trust. */
    private record Access(Optional<Path> caFile, boolean insecureSkipVerify) {}

    private ErrorReason refusal(Access access) {
        Throwable failure = catchThrowable(() -> ask(access));
        assertThat(failure).isInstanceOf(GatewayException.class);
        return ((GatewayException) failure).problem().reason();
    }

    private String ask(Access access) throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(serverKeys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        SSLServerSocketFactory sockets = context.getServerSocketFactory();
        try (ScriptedServer server = new ScriptedServer("https", sockets, request -> request.answer(200, "{}"))) {
            SubmissionEnvironment environment = Environments.at(
                    new ArgoServerAccess(server.uri(), access.caFile, access.insecureSkipVerify, Optional.empty()),
                    Environments.LIMITS);
            try (ArgoClients servers = Environments.servers(environment)) {
                byte[] body =
                        servers.of(environment).call(Environments.call(environment), VERSION, Function.identity());
                return new String(body, StandardCharsets.UTF_8);
            }
        }
    }

    private static KeyStore keys(Path store, String name, String subjectAlternativeName) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        name,
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=" + subjectAlternativeName,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(keytool.exitValue()).as(said).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private Path pem(String file, KeyStore keys) throws Exception {
        String base64 = Base64.getMimeEncoder()
                .encodeToString(
                        keys.getCertificate(keys.aliases().nextElement()).getEncoded());
        return write(file, "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }

    private Path write(String file, String text) throws IOException {
        return Files.writeString(directory.resolve(file), text);
    }
}
