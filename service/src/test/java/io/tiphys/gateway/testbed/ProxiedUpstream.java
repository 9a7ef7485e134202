package io.tiphys.gateway.testbed;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * What stands behind a {@link FaultProxy}.
 *
 * @param name its name in the journal
 * @param uri where it is; {@code https} when it speaks TLS
 * @param sockets opens connections to it
 */
record ProxiedUpstream(String name, URI uri, SocketFactory sockets) {
    private static final int CONNECT_MILLIS = 5_000;

    static ProxiedUpstream of(String name, URI uri, Optional<Path> certificateAuthority) {
        return new ProxiedUpstream(
                name,
                uri,
                uri.getScheme().equals("https")
                        ? ProxyCertificate.trusting(certificateAuthority.orElseThrow())
                                .getSocketFactory()
                        : SocketFactory.getDefault());
    }

    boolean secure() {
        return uri.getScheme().equals("https");
    }

    /** The value of the host header. */
    String authority() {
        return uri.getAuthority();
    }

    Socket connect() throws IOException {
        Socket socket = sockets.createSocket();
        int port = uri.getPort() >= 0 ? uri.getPort() : secure() ? 443 : 80;
        socket.connect(new InetSocketAddress(uri.getHost(), port), CONNECT_MILLIS);
        if (socket instanceof SSLSocket tls) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
        }
        return socket;
    }
}
