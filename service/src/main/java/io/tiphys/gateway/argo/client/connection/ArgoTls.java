package io.tiphys.gateway.argo.client.connection;

import com.linecorp.armeria.client.ClientFactoryBuilder;
import io.tiphys.gateway.environment.ArgoServerAccess;
import io.tiphys.gateway.environment.TrustedCertificates;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

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
            List<X509Certificate> trusted = certificates(file);
            builder.tlsCustomizer(tls -> tls.trustManager(trusted));
        });
    }

    private static List<X509Certificate> certificates(Path file) {
        try {
            return TrustedCertificates.read(file);
        } catch (IOException | CertificateException e) {
            throw new IllegalStateException("argo-server.ca-file " + file + " has no PEM certificates to trust", e);
        }
    }
}
