package io.tiphys.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.Server;
import io.tiphys.gateway.fakes.ArmeriaServers;
import io.tiphys.gateway.testbed.RunningGateway;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Less usual forms of HTTP/1 that are valid, and what is said of those that are not. */
final class HttpFormsTest {
    private static Server argo;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        argo = Server.builder()
                .http(0)
                .serviceUnder("/", (context, request) -> HttpResponse.of("asked for " + context.path()))
                .build();
        argo.start().join();
        gateway = RunningGateway.inFrontOf(argo.activeLocalPort(), Map.of());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        ArmeriaServers.stop(argo);
    }

    @Test
    void takesATargetInAbsoluteForm() throws IOException {
        assertThat(answer("GET http://gateway.example/v1/environments HTTP/1.1~Host: elsewhere~"))
                .startsWith("HTTP/1.1 401")
                .contains("CALLER_UNKNOWN");
        assertThat(answer("GET http://user@gateway.example/v1/environments HTTP/1.1~Host: elsewhere~"))
                .startsWith("HTTP/1.1 400");
    }

    /** Artifacts may have it in their names, and a workflow cannot. */
    @Test
    void takesASemicolonForACharacterOfThePath() throws IOException {
        assertThat(answer("GET /api/v1/future/x;y.txt HTTP/1.1~Host: x~Authorization: Bearer v2:whoever~"))
                .contains("asked for /api/v1/future/x;y.txt");
        assertThat(answer("GET /v1/environments/lab/namespaces/science/workflows/name;x HTTP/1.1~Host: x~"
                        + "Authorization: Bearer v2:whoever~"))
                .startsWith("HTTP/1.1 4")
                .doesNotContain("asked for");
    }

    @Test
    void sendsNoChunksToAClientOfHttp10() throws IOException {
        String answer = answer("GET /docs HTTP/1.0~");
        assertThat(answer).startsWith("HTTP/1.1 200").doesNotContainIgnoringCase("transfer-encoding");
        String streamed = answer("GET /api/v1/future/any HTTP/1.0~Authorization: Bearer v2:whoever~");
        assertThat(streamed).doesNotContainIgnoringCase("transfer-encoding").endsWith("asked for /api/v1/future/any");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FOO /v1/environments HTTP/1.1|405|METHOD_NOT_ALLOWED|Allow: DELETE",
                "TRACE /v1/environments HTTP/1.1|405|METHOD_NOT_ALLOWED|TRACE and CONNECT",
                "CONNECT gateway.example:80 HTTP/1.1|405|METHOD_NOT_ALLOWED|TRACE and CONNECT",
                "GET /v1/environments/%00 HTTP/1.1|400|REQUEST_INVALID|percent-encoding",
                "GET /v1/environments HTTP/3.7|400|REQUEST_INVALID|neither HTTP/1.1 nor HTTP/1.0",
            })
    void namesWhatItRefuses(String line, int status, String reason, String word) throws IOException {
        assertThat(answer(line + "~Host: x~"))
                .startsWith("HTTP/1.1 " + status)
                .contains(reason)
                .contains(word);
    }

    /** The server would drop the header, and another one in the chain would not. */
    @ParameterizedTest
    @ValueSource(
            strings = {"Authorization", "authorization", "Cookie", "Idempotency-Key", "X-Own", "close, Authorization"})
    void refusesAConnectionOptionThatHidesAHeader(String option) throws IOException {
        String name = option.substring(option.indexOf(' ') + 1);
        assertThat(answer("GET /api/v1/future/any HTTP/1.1~Host: x~Connection: " + option + "~" + name + ": b~"))
                .startsWith("HTTP/1.1 400")
                .contains("REQUEST_INVALID")
                .contains("'Connection'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Keep-Alive", "TE, close", "X-Absent", "Upgrade, HTTP2-Settings"})
    void acceptsOtherConnectionOptions(String options) throws IOException {
        assertThat(answer("GET /docs HTTP/1.1~Host: x~TE: trailers~Connection: " + options + "~"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void namesWhatIsTooLong() throws IOException {
        assertThat(answer("GET /" + "a".repeat(9_000) + " HTTP/1.1~Host: x~"))
                .startsWith("HTTP/1.1 414")
                .contains("REQUEST_LINE_TOO_LONG");
        assertThat(answer("GET / HTTP/1.1~Host: x~X-Long: " + "a".repeat(40_000) + "~"))
                .startsWith("HTTP/1.1 431")
                .contains("REQUEST_HEADERS_TOO_LARGE");
    }

    /** An Argo Server answers its page to every path that it does not know. */
    @ParameterizedTest
    @ValueSource(strings = {"/openapi.yaml", "/health"})
    void answersItsOwnFilesItself(String path) throws IOException {
        assertThat(answer("GET " + path + " HTTP/1.1~Host: x~"))
                .doesNotContain("asked for")
                .startsWith(path.equals("/health") ? "HTTP/1.1 404" : "HTTP/1.1 308");
    }

    private static String answer(String head) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.port())) {
            socket.setSoTimeout(10_000);
            String request = head + "Connection: close~~";
            socket.getOutputStream().write(request.replace("~", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
