package io.tiphys.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that no decent client sends. The door refuses them without a word about itself, and goes on serving. */
@Timeout(60)
final class RubbishRequestsTest {
    private static final String TOKEN_LINE = "Authorization: Bearer " + RestApiUnderTest.TOKEN + "\r\n";

    private static RestApiUnderTest door;

    @BeforeAll
    static void open() {
        door = new RestApiUnderTest();
    }

    @AfterAll
    static void close() {
        door.close();
    }

    @AfterEach
    void stillServes() {
        assertThat(door.get("/v1/environments").statusCode()).isEqualTo(200);
        assertThat(door.core.argo.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/environments/%zz",
                "/v1/environments/%",
                "/v1/environments/%00",
                "/v1/environments/%c0%ae%c0%ae",
                "/v1/environments/lab%2fpreflight",
                "/v1/environments/..%2f..%2fopenapi.yaml",
                "/v1/environments/../../../etc/passwd",
                "/v1/environments/%2e%2e/preflight",
                "/v1/environments/lab/namespaces/science/workflows/..%00",
                "/v1/environments/lab/namespaces/science/workflows/a%0d%0aX-Injected:%201",
                "/v1/environments/lab/namespaces/science/workflows?pageSize=%zz",
                "/v1/environments/lab/namespaces/science/workflows?%00=%00",
                "/v1/environments/lab/namespaces/science/workflows?pageToken=%ff%fe",
                "/docs/assets/..%2findex.html",
                "/docs/assets/../application.yml",
                "/docs/assets/%2e%2e%2fapplication.yml",
                "/docs/assets/application.yml",
                "//evil.invalid/v1/environments/none",
                "/v1/environments/lab;x=1/preflightt",
                "/\\..\\..\\etc",
                "/{environment}",
                "/health",
                "/prometheus",
                "/env",
                "http://evil.invalid/nothing",
                "*"
            })
    void refusesAStrangePath(String path) throws IOException {
        assertRefused(exchange(
                "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + TOKEN_LINE + "Connection: close\r\n\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/environments\u0000 HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET\r\n\r\n",
                "GET /v1/environments HTTP/9.9\r\nHost: a\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n\r\n",
                "POST /v1/environments HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "POST /v1/environments HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "POST /v1/environments/lab/namespaces/science/workflows HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                "POST /v1/environments/lab/namespaces/science/workflows HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "GET /v1/environments HTTP/1.1\r\nHost: a\r\nAuthorization : Bearer x\r\n\r\n",
                "GET /v1/environments HTTP/1.1\r\nHost: a\r\nX\u0000Y: b\r\n\r\n",
                "GET /v1/environments HTTP/1.1\r\nHost: a\r\nContent-Type: \u0001\r\n\r\n"
            })
    void refusesWhatIsNoRequest(String bytes) throws IOException {
        assertRefused(exchange(bytes));
    }

    @Test
    void refusesAHeaderOfAMegabyte() throws IOException {
        assertRefused(
                exchange("GET /v1/environments HTTP/1.1\r\nHost: a\r\nX-Large: " + "x".repeat(1 << 20) + "\r\n\r\n"));
    }

    @Test
    void refusesAnAddressOfAMegabyte() throws IOException {
        assertRefused(exchange("GET /v1/" + "x".repeat(1 << 20) + " HTTP/1.1\r\nHost: a\r\n\r\n"));
    }

    @Test
    void takesALongTokenToTheReview() {
        HttpResponse<String> response = door.send(java.net.http.HttpRequest.newBuilder(door.uri("/v1/environments"))
                .header("Authorization", "Bearer " + "x".repeat(16 * 1024)));

        FrameworkErrorsTest.assertProblem(response, 401, "TOKEN_INVALID");
    }

    @Test
    void inflatesNothing() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 256; i++) {
                gzip.write(zeros);
            }
        }

        HttpResponse<String> response = door.send(door.request(RestApiUnderTest.WORKFLOWS)
                .header("Content-Type", "application/yaml")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(bomb.toByteArray())));

        FrameworkErrorsTest.assertProblem(response, 415, "MEDIA_TYPE_UNSUPPORTED");
    }

    @Test
    void survivesNoise() throws IOException {
        long seed = Long.getLong("tiphys.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            byte[] noise = new byte[1 + random.nextInt(2000)];
            random.nextBytes(noise);
            String start = random.nextBoolean() ? "GET /v1/environments HTTP/1.1\r\n" : "";
            String answer = exchange(door, start + new String(noise, StandardCharsets.ISO_8859_1) + "\r\n\r\n", true);
            assertThat(answer)
                    .as("seed %s, round %s (-Dtiphys.seed)", seed, i)
                    .doesNotContain("Exception")
                    .doesNotContain("io.netty");
        }
    }

    private static String exchange(String bytes) throws IOException {
        return exchange(door, bytes, false);
    }

    /**
     * Sends the bytes and reads until the door hangs up.
     *
     * @param andNoMore tells the door that nothing more comes: it hangs up then, with an answer or before there is one
     */
    static String exchange(RestApiUnderTest door, String bytes, boolean andNoMore) throws IOException {
        try (Socket socket = new Socket("localhost", door.port)) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                if (andNoMore) {
                    socket.shutdownOutput();
                }
                InputStream in = socket.getInputStream();
                in.transferTo(answer);
            } catch (java.net.SocketException hungUp) {
                // the door may hang up while it is still being talked to
            }
            return answer.toString(StandardCharsets.ISO_8859_1);
        }
    }

    /** What is no path of this API is one of Argo's, and Argo is not there: 503. */
    private static void assertRefused(String answer) {
        assertThat(answer)
                .doesNotContain("Exception")
                .doesNotContain("io.netty")
                .doesNotContain("X-Injected: 1");
        if (!answer.isEmpty()) {
            assertThat(answer).matches("(?s)HTTP/\\d\\.\\d (4\\d\\d|503) .*");
        }
        // What goes on as no HTTP after a good head may cut off the answer to that head.
        if (!answer.isEmpty() && !answer.endsWith("\r\n\r\n")) {
            assertThat(answer).contains("\"domain\":\"tiphys.io\"");
        }
    }
}
