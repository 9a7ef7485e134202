package io.tiphys.gateway.argo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ExchangeTest {
    @Test
    void takesAFailedWriteForProofThatNotAllWasSent() throws Exception {
        Throwable failed = new IOException("header parser received no bytes", failedWrite());

        assertThat(exchange(false).maybeSent(failed)).isFalse();
        assertThat(exchange(true).maybeSent(failed)).as("with TLS").isTrue();
    }

    @Test
    void takesNothingElseForProof() {
        assertThat(exchange(false).maybeSent(new IOException("Connection reset")))
                .isTrue();
        assertThat(exchange(false).maybeSent(new ConnectException())).isFalse();
    }

    /** What the JDK throws when it writes to a connection that the other side has reset. */
    private static Throwable failedWrite() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SocketChannel client = SocketChannel.open(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort()))) {
            Socket server = listener.accept();
            server.setSoLinger(true, 0);
            server.close();
            return catchThrowable(() -> {
                while (true) {
                    client.write(ByteBuffer.wrap(new byte[1]));
                }
            });
        }
    }

    private static Exchange exchange(boolean encrypted) {
        return new Exchange(ArgoRequest.get(ArgoPath.of("x")), new CompletableFuture<>(), Optional.empty(), encrypted);
    }
}
