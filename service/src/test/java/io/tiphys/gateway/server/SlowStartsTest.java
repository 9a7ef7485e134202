package io.tiphys.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.fakes.Until;
import io.tiphys.gateway.testbed.ProxyCertificate;
import io.tiphys.gateway.testbed.RunningGateway;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections that do not get as far as a request: they say nothing, or take their time for the handshake. */
final class SlowStartsTest {
    private static final int MOST_STARTING = 12;

    /** The head of a handshake record that announces a ClientHello of 256 bytes, and its first bytes. */
    private static final byte[] HELLO = {22, 3, 1, 1, 0, 1, 0, 0, (byte) 0xfc, 3, 3};

    private static RunningGateway gateway;
    private static GatewayServer server;

    @BeforeAll
    static void start() {
        ProxyCertificate certificate = ProxyCertificate.get();
        gateway = RunningGateway.inFrontOf(
                9,
                Map.of(
                        "tiphys.server.tls-port",
                        0,
                        "tiphys.server.tls-certificate-file",
                        certificate.pem().toString(),
                        "tiphys.server.tls-key-file",
                        certificate.key().toString(),
                        "tiphys.server.header-timeout",
                        "700ms"));
        server = gateway.beans().getBean(GatewayServer.class);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    /** With TLS or without, and after how many bytes of the handshake or of the first line. */
    @ParameterizedTest
    @CsvSource({"true, 0", "true, 1", "true, 11", "false, 0"})
    void closesAConnectionThatDoesNotStart(boolean encrypted, int bytes) throws IOException {
        try (Socket socket = connect(encrypted)) {
            socket.getOutputStream().write(HELLO, 0, bytes);
            assertClosed(socket);
        }
    }

    /** A byte now and then does not put it off. */
    @Test
    void closesAHandshakeThatTrickles() throws IOException {
        try (Socket socket = connect(true)) {
            Thread.ofVirtual().start(() -> trickle(socket));
            assertClosed(socket);
        }
    }

    private static void trickle(Socket socket) {
        try {
            for (byte one : HELLO) {
                socket.getOutputStream().write(one);
                Thread.sleep(200);
            }
        } catch (IOException | InterruptedException e) {
            // the connection was closed, which is what the test waits for
        }
    }

    /** The time that a start may take is far longer here than the test waits. */
    @Test
    void boundsTheStartsOfAnAddress() throws IOException {
        Map<String, Object> patient = Map.of(
                "tiphys.server.max-starting-connections-per-address",
                MOST_STARTING,
                "tiphys.server.header-timeout",
                "10m");
        List<Socket> silent = new ArrayList<>();
        try (RunningGateway another = RunningGateway.inFrontOf(9, patient)) {
            for (int i = 0; i <= MOST_STARTING; i++) {
                silent.add(connect(another.port()));
            }
            Until.until("one of them is closed", () -> closed(silent) == 1);
            for (int i = 0; i < 3; i++) {
                silent.get(i).close();
            }
            Until.until("there is room again", () -> isServed(another.port()));
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    /** Which one it is, is not said: each is looked at by an event loop of its own. */
    private static long closed(List<Socket> sockets) {
        return sockets.stream().filter(SlowStartsTest::isClosed).count();
    }

    private static boolean isClosed(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean isServed(int port) {
        try (Socket socket = connect(port)) {
            socket.getOutputStream().write("GET /docs HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() == 'H';
        } catch (IOException e) {
            return false;
        }
    }

    private static Socket connect(boolean encrypted) throws IOException {
        return connect(encrypted ? server.tlsPort() : server.port());
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void assertClosed(Socket socket) throws IOException {
        try {
            assertThat(socket.getInputStream().read()).isNegative();
        } catch (SocketException e) {
            // reset, because bytes were unread
        }
    }
}
