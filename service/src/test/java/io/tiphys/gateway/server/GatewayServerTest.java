package io.tiphys.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.SessionProtocol;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.tiphys.gateway.testbed.Patience;
import io.tiphys.gateway.testbed.ProxyCertificate;
import io.tiphys.gateway.testbed.RunningGateway;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The listeners, over a gateway whose environment leads nowhere: what matters here happens before that. */
final class GatewayServerTest {
    private static final String GRPC = "application/grpc";
    private static final int MOST_OF_ONE_ADDRESS = 40;

    private static RunningGateway gateway;
    private static GatewayServer door;
    private static ClientFactory clients;

    @BeforeAll
    static void open() {
        Map<String, Object> properties = new TreeMap<>();
        properties.put("tiphys.environments.lab.namespaces", "science");
        properties.put("tiphys.environments.lab.argo-server.uri", "http://127.0.0.1:9");
        properties.put("tiphys.environments.lab.kubernetes.in-cluster", true);
        properties.put("tiphys.environments.lab.credentials.mode", "direct");
        ProxyCertificate certificate = ProxyCertificate.get();
        properties.put("tiphys.server.tls-port", 0);
        properties.put("tiphys.server.tls-certificate-file", certificate.pem().toString());
        properties.put("tiphys.server.tls-key-file", certificate.key().toString());
        properties.put("tiphys.server.max-connections-per-address", MOST_OF_ONE_ADDRESS);
        properties.put("tiphys.server.header-timeout", "1500ms"); // TLS handshakes on a busy machine take a while
        properties.put("tiphys.server.body-timeout", "500ms");
        gateway = RunningGateway.start(List.of(), properties);
        door = gateway.beans().getBean(GatewayServer.class);
        clients = ClientFactory.builder()
                .tlsCustomizer(tls -> tls.trustManager(InsecureTrustManagerFactory.INSTANCE))
                .build();
    }

    @AfterAll
    static void close() {
        clients.close();
        gateway.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = SessionProtocol.class,
            names = {"H1C", "H2C", "H1", "H2"})
    void answersAPlainRequestInEachProtocol(SessionProtocol protocol) {
        AggregatedHttpResponse ours = client(protocol).get("/docs").aggregate().join();
        assertThat(ours.status().code()).isBetween(200, 308);
        AggregatedHttpResponse argo =
                client(protocol).get("/api/v1/version").aggregate().join();
        assertThat(argo.status().code()).isEqualTo(401);
        assertThat(argo.contentUtf8()).contains("\"code\":16", "CALLER_UNKNOWN");
    }

    @ParameterizedTest
    @EnumSource(
            value = SessionProtocol.class,
            names = {"H2C", "H2"})
    void splitsTheRequestsOfOneConnectionByWhatTheyAre(SessionProtocol protocol) {
        WebClient client = client(protocol);
        RequestHeaders call =
                RequestHeaders.of(HttpMethod.POST, "/workflow.WorkflowService/GetWorkflow", "content-type", GRPC);
        AggregatedHttpResponse grpc =
                client.execute(HttpRequest.of(call)).aggregate().join();
        AggregatedHttpResponse plain = client.get("/api/v1/version").aggregate().join();
        assertThat(grpc.headers().get("content-type")).startsWith(GRPC);
        assertThat(grpc.headers().get("grpc-status")).isEqualTo("16");
        assertThat(plain.status().code()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void servesTheGatewaysOwnGrpc(boolean encrypted) {
        ManagedChannel channel = encrypted
                ? io.grpc.Grpc.newChannelBuilder(
                                "127.0.0.1:" + door.tlsPort(),
                                io.grpc.TlsChannelCredentials.newBuilder()
                                        .trustManager(InsecureTrustManagerFactory.INSTANCE.getTrustManagers())
                                        .build())
                        .build()
                : ManagedChannelBuilder.forAddress("127.0.0.1", door.port())
                        .usePlaintext()
                        .build();
        try {
            var answer = HealthGrpc.newBlockingStub(channel)
                    .check(HealthCheckRequest.newBuilder()
                            .setService("tiphys.v1.EnvironmentService")
                            .build());
            assertThat(answer.getStatus()).isEqualTo(ServingStatus.SERVING);
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void answersAFirstLineAndHeadersThatAreTooLong() throws IOException {
        assertThat(raw("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 414");
        assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(40_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431");
    }

    /** Each of these two servers in a row could read differently (RFC 9112 sections 2.3, 3.2, 6.1, 6.3 and 11.2). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/v1/version HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /api/v1/version HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
                "POST /api/v1/version HTTP/1.1\r\nHost: x\r\nContent-Length: 5, 6\r\n\r\nabcdef",
                "POST /api/v1/version HTTP/1.1\r\nHost: x\r\nContent-Length: +5\r\n\r\nabcde",
                "POST /api/v1/version HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "POST /api/v1/version HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "POST /api/v1/version HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: identity\r\n\r\n",
                "GET /api/v1/version HTTP/1.1\r\n\r\n",
                "GET /api/v1/version HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET /api/v1/version HTTP/1.1\r\nHost: o n e\r\n\r\n",
                "GET /api/v1/version HTTP/1.1\r\nHost: user@one\r\n\r\n",
                "GET /api/v1/version HTTP/3.7\r\nHost: x\r\n\r\n",
                "TRACE /api/v1/version HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /api/v1/version HTTP/1.1\r\nHost : x\r\n\r\n",
                "GET /api/v1/version\r\n\r\n"
            })
    void refusesWhatTwoServersCouldReadDifferently(String request) throws IOException {
        String answer = raw(request);
        assertThat(answer)
                .satisfiesAnyOf(
                        refused -> assertThat(refused).matches("HTTP/1.1 40[05]"),
                        closed -> assertThat(closed).isEmpty());
    }

    @Test
    void refusesTheSameOverTls() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        try (Socket socket = context.getSocketFactory().createSocket("127.0.0.1", door.tlsPort())) {
            socket.setSoTimeout(5_000);
            String request = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1))
                    .isEqualTo("HTTP/1.1 400");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /docs HTTP/1.1\r\nHost: x\r\nX-Slow: a",
                "GET /docs HTTP/1.1\r\n",
                "POST /v1/anything HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{",
                "POST /v1/anything HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{"
            })
    void endsARequestThatStandsStill(String beginning) throws IOException {
        String answer = toItsEnd(beginning);
        assertThat(answer).matches("(?s)HTTP/1.1 4.*");
        if (beginning.startsWith("GET")) {
            assertThat(answer).startsWith("HTTP/1.1 408").contains("REQUEST_STALLED", "stood still");
        }
    }

    @Test
    void letsNobodyChangeTheProtocolOnTheWay() throws IOException {
        assertThat(toItsEnd("GET /api/v1/version HTTP/1.1\r\nHost: x\r\nConnection: close, Upgrade, HTTP2-Settings\r\n"
                        + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n"))
                .startsWith("HTTP/1.1 401");
    }

    private static String toItsEnd(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", door.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void closesAConnectionMoreThanOneAddressMayHold() throws IOException {
        List<Socket> held = new ArrayList<>();
        try {
            for (int i = 0; i < MOST_OF_ONE_ADDRESS + 10; i++) {
                held.add(new Socket("127.0.0.1", door.port()));
            }
            Patience.until(
                    "those that are too many are closed",
                    () -> held.stream().filter(GatewayServerTest::isClosed).count() >= 10);
        } finally {
            for (Socket socket : held) {
                socket.close();
            }
        }
    }

    /** A connection that was taken is silent; one that was not is at its end. */
    private static boolean isClosed(Socket socket) {
        try {
            socket.setSoTimeout(1);
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static WebClient client(SessionProtocol protocol) {
        int port = protocol.isTls() ? door.tlsPort() : door.port();
        return WebClient.builder(protocol.uriText() + "://127.0.0.1:" + port)
                .factory(clients)
                .build();
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", door.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream answer = socket.getInputStream();
            byte[] head = answer.readNBytes(12);
            return new String(head, StandardCharsets.ISO_8859_1);
        }
    }
}
