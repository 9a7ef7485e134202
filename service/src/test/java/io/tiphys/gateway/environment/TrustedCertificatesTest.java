package io.tiphys.gateway.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrustedCertificatesTest {
    @TempDir
    private Path directory;

    @Test
    void readsAllCertificatesInOrder() throws Exception {
        List<X509Certificate> two = List.of(ofTheSystem()).subList(0, 2);

        assertThat(TrustedCertificates.read(file(pem(two.get(0)) + pem(two.get(1)))))
                .isEqualTo(two);
    }

    @Test
    void refusesAFileWithoutAReadableCertificate() throws Exception {
        Path empty = file("");
        Path broken = file("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        assertThatThrownBy(() -> TrustedCertificates.read(empty)).isInstanceOf(CertificateException.class);
        assertThatThrownBy(() -> TrustedCertificates.read(broken)).isInstanceOf(CertificateException.class);
        assertThatThrownBy(() -> TrustedCertificates.read(directory.resolve("none")))
                .isInstanceOf(IOException.class);
    }

    private static X509Certificate[] ofTheSystem() throws Exception {
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init((KeyStore) null);
        return ((X509TrustManager) managers.getTrustManagers()[0]).getAcceptedIssuers();
    }

    private static String pem(X509Certificate certificate) throws Exception {
        String base64 = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
    }

    private Path file(String text) throws IOException {
        return Files.writeString(Files.createTempFile(directory, "ca", ".pem"), text);
    }
}
