package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.gateway.testbed.EnvironmentSettings;
import io.tiphys.gateway.testbed.FaultProxy;
import io.tiphys.gateway.testbed.GatewayAccount;
import io.tiphys.gateway.testbed.RunningGateway;
import io.tiphys.gateway.testbed.WireJournal;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests over HTTP/1.1 that two readers could take for different things: none of them is answered with success, none
 * leaves anything on its connection, and nothing that was hidden in one reaches the Argo Server.
 */
@Timeout(60)
final class RequestStrictnessIT {
    private static final String REFUSAL = "(?s)HTTP/1\\.[01] (4\\d\\d|501|505) .*";
    private static final WireJournal JOURNAL = new WireJournal();

    private static ArgoApisUnderTest faces;
    private static FaultProxy argo;
    private static RunningGateway running;
    private static ArgoApiUnderTest gateway;

    @BeforeAll
    static void start() {
        faces = ArgoApisUnderTest.get();
        argo = FaultProxy.ofArgo(faces.cluster(), JOURNAL);
        running = RunningGateway.start(EnvironmentSettings.of(
                        "argo",
                        argo.uri(),
                        GatewayAccount.forDirect(faces.cluster()).access(),
                        faces.namespace(ArgoApisUnderTest.READS))
                .direct());
        gateway = new ArgoApiUnderTest("gateway", running.rest());
    }

    @AfterAll
    static void stop() {
        running.close();
        argo.close();
    }

    /** A tilde stands for the end of a line. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5~Transfer-Encoding: chunked~~0~~",
                "Transfer-Encoding: chunked~Content-Length: 5~~0~~",
                "Content-Length: 0~Content-Length: 5~~",
                "Content-Length: 5~Content-Length: 0~~",
                "Content-Length: 0, 5~~",
                "Content-Length: +0~~",
                "Content-Length: -1~~",
                "Content-Length: 0x0~~",
                "Content-Length: 99999999999999999999~~",
                "Content-Length: ~~",
                "Transfer-Encoding: xchunked~~0~~",
                "Transfer-Encoding: gzip, chunked~~0~~",
                "Transfer-Encoding: chunked, identity~~0~~",
                "Transfer-Encoding: identity~~",
                "Transfer-Encoding : chunked~~0~~",
                "Transfer-Encoding: chunked~~0x0~~",
                "Transfer-Encoding: chunked~~-1~~",
                "Transfer-Encoding: chunked~~FFFFFFFFFFFFFFFFF~~",
                "Transfer-Encoding: chunked~~2~ab1~~",
                "Transfer-Encoding: chunked,~ identity~~0~~",
                "Transfer-Encoding:~ xchunked~~0~~",
                "Content-Length: 1~ 0~~",
                "No-Colon~~",
                "Bad Name: one~~",
                "X-Null: a\u0000b~~",
                "X-Return: a\rb~~",
                "Authorization:~ Bearer nobody~~",
            })
    void refusesAmbiguousHeads(String rest) throws IOException {
        refused("POST /api/v1/workflows/" + namespace() + "/lint HTTP/1.1~Host: gateway~Authorization: " + "Bearer "
                + faces.scientist().token() + "~" + rest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/version HTTP/1.1~~",
                "GET /api/v1/version HTTP/1.1~Host: one~Host: two~~",
                "GET /api/v1/version HTTP/1.1~Host: o n e~~",
                "GET /api/v1/version HTTP/1.1~Host: one/two~~",
                "GET  /api/v1/version HTTP/1.1~Host: gateway~~",
                "GET /api/v1/ver sion HTTP/1.1~Host: gateway~~",
                "GET /api/v1/version HTTP/3.7~Host: gateway~~",
                "GET /api/v1/version~~",
                "G@T /api/v1/version HTTP/1.1~Host: gateway~~",
                "GET * HTTP/1.1~Host: gateway~~",
                "CONNECT gateway:80 HTTP/1.1~Host: gateway~~",
                "TRACE /api/v1/version HTTP/1.1~Host: gateway~~",
            })
    void refusesWrongFirstLinesAndHosts(String request) throws IOException {
        String head = request.substring(0, request.length() - 1) + "Authorization: Bearer "
                + faces.scientist().token() + "~~";
        try (RawConnection connection = new RawConnection(gateway)) {
            String answer = connection.send(lines(head)).halfClose().readToEnd();
            if (!answer.isEmpty()) {
                assertThat(answer).matches(REFUSAL);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/workflows/@/../../workflows/kube-system/",
                "/api/v1/workflows/@/..%2f..%2fworkflows%2fkube-system%2f",
                "/api/v1/workflows/@/%2e%2e/%2e%2e/workflows/kube-system/",
                "/api/v1/workflows/@/%2E%2E%2Fkube-system",
                "/api/v1/workflows/@%2f..%2fkube-system",
                "/api/v1/workflows/@/..;/kube-system/",
                "/api/v1/workflows/@\\..\\kube-system",
                "/api/v1/workflows/@/%5c..%5ckube-system",
                "/api/v1/workflows/@/%00kube-system",
                "/api/v1/workflows/@/%252e%252e%252fkube-system",
                "//api/v1/workflows/kube-system",
                "/api/v1//workflows/kube-system/",
                "/./api/v1/workflows/kube-system/",
                "/v1/../api/v1/workflows/kube-system",
                "/api/v1/workflows/kube-system#/api/v1/workflows/@",
                "/artifacts/@/..%2f..%2fkube-system/logged/main-logs",
                "/artifact-files/@/workflows/logged/..%2f..%2fkube-system/outputs/result",
                "/api/v1/workflows/@?listOptions.fieldSelector=metadata.namespace%3Dkube-system&namespace=kube-system",
            })
    void letsNoPathLeaveItsNamespace(String path) throws IOException {
        JOURNAL.clear();
        try (RawConnection connection = new RawConnection(gateway)) {
            String answer = connection
                    .send(lines("GET " + path.replace("@", namespace()) + " HTTP/1.1~Host: gateway~Connection: close~"
                            + "Authorization: Bearer " + faces.scientist().token() + "~~"))
                    .readToEnd();
            assertThat(RawConnection.answers(answer)).as(answer).isEqualTo(1);
            if (answer.startsWith("HTTP/1.1 200")) {
                assertThat(answer).doesNotContain("\"namespace\":\"kube-system\"");
            } else {
                assertThat(answer).startsWith("HTTP/1.1 ");
            }
        }
        assertThat(JOURNAL.calls())
                .as("nothing that means another namespace once it is normalised")
                .noneMatch(call -> call.path().matches(".*(\\.\\.|%2[eE]).*"));
    }

    @Test
    void answersWhatIsTooLongWithItsStatus() throws IOException {
        try (RawConnection connection = new RawConnection(gateway)) {
            assertThat(connection
                            .send(lines("GET /" + "a".repeat(10_000) + " HTTP/1.1~Host: gateway~~"))
                            .readToEnd())
                    .startsWith("HTTP/1.1 414");
        }
        try (RawConnection connection = new RawConnection(gateway)) {
            assertThat(connection
                            .send(lines("GET / HTTP/1.1~Host: gateway~X-Long: " + "a".repeat(40_000) + "~~"))
                            .readToEnd())
                    .startsWith("HTTP/1.1 431");
        }
    }

    @Test
    void answersOneRequestAfterTheOther() throws IOException {
        String request = "GET /api/v1/version HTTP/1.1~Host: gateway~Authorization: Bearer "
                + faces.scientist().token() + "~";
        try (RawConnection connection = new RawConnection(gateway)) {
            String answers = connection
                    .send(lines(request + "~" + request + "Connection: close~~"))
                    .readToEnd();
            assertThat(RawConnection.answers(answers)).isEqualTo(2);
            assertThat(answers).doesNotContain(" 400 ").contains("\"version\":");
        }
    }

    /** RFC 9112 section 5.2: a folded line may be joined; what reaches the Argo Server is one line. */
    @Test
    void sendsNoFoldedLineOn() throws IOException {
        JOURNAL.clear();
        try (RawConnection connection = new RawConnection(gateway)) {
            assertThat(connection
                            .send(lines(
                                    "GET /api/v1/version HTTP/1.1~Host: gateway~Connection: close~Accept: text/~ plain~"
                                            + "X-Folded: a~ Transfer-Encoding: chunked~Authorization: Bearer "
                                            + faces.scientist().token() + "~~"))
                            .readToEnd())
                    .startsWith("HTTP/1.1 200");
        }
        assertThat(JOURNAL.calls()).hasSize(1);
    }

    @Test
    void servesWhatHttp10AndChunkedBodiesAskFor() throws IOException {
        String authorization = "Authorization: Bearer " + faces.scientist().token() + "~";
        try (RawConnection connection = new RawConnection(gateway)) {
            assertThat(connection
                            .send(lines("GET /api/v1/version HTTP/1.0~" + authorization + "~"))
                            .readToEnd())
                    .contains(" 200 ")
                    .contains("\"version\":");
        }
        String body =
                "{\"workflow\":{\"metadata\":{\"name\":\"a\"},\"spec\":{\"entrypoint\":\"m\",\"templates\":[{\"name\":\"m\",\"suspend\":{}}]}}}";
        try (RawConnection connection = new RawConnection(gateway)) {
            connection.send(
                    lines("POST /api/v1/workflows/" + namespace() + "/lint HTTP/1.1~Host: gateway~Connection: close~"
                            + "Transfer-Encoding: chunked~" + authorization + "~"));
            for (char one : body.toCharArray()) {
                connection.send(lines("1~" + one + "~"));
            }
            assertThat(connection.send(lines("0~~")).readToEnd())
                    .startsWith("HTTP/1.1 200")
                    .contains("\"name\":\"a\"");
        }
    }

    /** Sends a request and another one behind it, which must not be taken for one. */
    private static void refused(String request) throws IOException {
        JOURNAL.clear();
        try (RawConnection connection = new RawConnection(gateway)) {
            String answer = connection
                    .send(lines(request + "GET /api/v1/hidden HTTP/1.1~Host: gateway~Connection: close~~"))
                    .readToEnd();
            assertThat(RawConnection.answers(answer)).as(answer).isLessThanOrEqualTo(1);
            if (!answer.isEmpty()) {
                assertThat(answer).matches(REFUSAL);
            }
        }
        assertThat(JOURNAL.calls()).isEmpty();
    }

    private static String lines(String text) {
        return text.replace("~", "\r\n");
    }

    private static String namespace() {
        return faces.namespace(ArgoApisUnderTest.READS).name();
    }
}
