package io.tiphys.gateway.argo;

import io.tiphys.gateway.environment.ArgoServerAccess;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Whom an environment trusts to be its Argo Server. */
final class ArgoTls {
    private ArgoTls() {}

    /**
     * The context to connect with; empty for the system's trust.
     *
     * @throws IllegalStateException when the file of certificates cannot be used; the message names it
     */
    static Optional<SSLContext> context(ArgoServerAccess access) {
        return trusted(access).map(ArgoTls::trusting);
    }

    /**
     * Who decides whom to trust; empty for the system.
     *
     * @throws IllegalStateException when the file of certificates cannot be used; the message names it
     */
    static Optional<TrustManager[]> trusted(ArgoServerAccess access) {
        if (access.insecureSkipVerify()) {
            return Optional.of(new TrustManager[] {new TrustEverybody()});
        }
        return access.caFile().map(ArgoTls::trustManagers);
    }

    private static SSLContext trusting(TrustManager[] trusted) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trusted, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS cannot be set up", e);
        }
    }

    private static TrustManager[] trustManagers(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry(Integer.toString(trusted.size()), certificate);
            }
            if (trusted.size() == 0) {
                throw new CertificateException("no certificate in it");
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            return factory.getTrustManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("argo-server.ca-file " + file + " has no PEM certificates to trust", e);
        }
    }

    /** The extended type, because the JDK checks host names for any other trust manager. */
    private static final class TrustEverybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
