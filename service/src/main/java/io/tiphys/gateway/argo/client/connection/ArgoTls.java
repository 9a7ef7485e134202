package io.tiphys.gateway.argo.client.connection;

import com.linecorp.armeria.client.ClientFactoryBuilder;
import io.tiphys.gateway.environment.ArgoServerAccess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/** The trust configuration of an environment's Argo Server. */
final class ArgoTls {
    private ArgoTls() {}

    /**
     * Configures trust; without configuration the system's trust applies.
     *
     * @throws IllegalStateException when the certificate file cannot be used; the message names it
     */
    static void configure(ArgoServerAccess access, ClientFactoryBuilder builder) {
        if (access.insecureSkipVerify()) {
            builder.tlsNoVerify();
            return;
        }
        access.caFile().ifPresent(file -> {
            X509Certificate[] trusted = certificates(file);
            builder.tlsCustomizer(tls -> tls.trustManager(trusted));
        });
    }

    private static X509Certificate[] certificates(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            X509Certificate[] certificates = CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
                    .map(X509Certificate.class::cast)
                    .toArray(X509Certificate[]::new);
            if (certificates.length == 0) {
                throw new CertificateException("no certificate in it");
            }
            return certificates;
        } catch (IOException | CertificateException e) {
            throw new IllegalStateException("argo-server.ca-file " + file + " has no PEM certificates to trust", e);
        }
    }
}
