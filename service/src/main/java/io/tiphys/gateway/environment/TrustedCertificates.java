package io.tiphys.gateway.environment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** The certificates of authorities that an operator trusts: a file with one or more in PEM (RFC 7468). Stateless. */
public final class TrustedCertificates {
    private TrustedCertificates() {}

    /**
     * Reads a file anew; the result is not empty.
     *
     * @throws IOException when the file cannot be read
     * @throws CertificateException when the file has no certificate, or an invalid one
     */
    public static List<X509Certificate> read(Path file) throws IOException, CertificateException {
        try (InputStream pem = Files.newInputStream(file)) {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (certificates.isEmpty()) {
                throw new CertificateException("no certificate in it");
            }
            return certificates;
        }
    }
}
