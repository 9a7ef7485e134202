package io.tiphys.gateway.testbed;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** The certificate that a server of a test shows: one that it made itself, so that nobody else can tell. */
public final class ShownCertificate {
    private ShownCertificate() {}

    /**
     * Asks a server for it.
     *
     * @return a file in PEM form
     * @throws IOException when nothing answers there
     */
    public static Path of(URI server) throws IOException {
        try {
            try (SSLSocket socket =
                    (SSLSocket) acceptingAny().getSocketFactory().createSocket()) {
                socket.connect(new InetSocketAddress(server.getHost(), server.getPort()));
                socket.startHandshake();
                Certificate shown = socket.getSession().getPeerCertificates()[0];
                String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(shown.getEncoded());
                String pem = "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
                return TemporaryFiles.write("shown", ".crt", pem);
            }
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A context for a client that takes whatever certificate it is shown. */
    public static SSLContext acceptingAny() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new AnyCertificate()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class AnyCertificate implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            // nobody is asked
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // what is shown is what is asked for
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
