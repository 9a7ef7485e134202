package io.tiphys.gateway.argo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArgoAnswerTest {
    @Test
    void readsTheFormOfCalls() throws Exception {
        assertThat(answer("", "{\"code\":5,\"message\":\"workflows.argoproj.io \\\"x\\\" not found\"}"))
                .isEqualTo(
                        new ArgoAnswer(500, Optional.of(5), "workflows.argoproj.io \"x\" not found", Optional.empty()));
    }

    @Test
    void readsTheFormsOfStreams() throws Exception {
        String error =
                "{\"error\":{\"grpc_code\":3,\"http_code\":400,\"message\":\"too old\",\"http_status\":\"Bad Request\"}}";

        ArgoAnswer expected = new ArgoAnswer(500, Optional.of(3), "too old", Optional.empty());
        assertThat(answer("", error)).isEqualTo(expected);
        assertThat(answer("", "data: " + error + " \n\n")).isEqualTo(expected);
    }

    @Test
    void takesNothingFromWhatIsNotArgos() throws Exception {
        for (String body : new String[] {
            "", "<html>nginx at 10.1.2.3</html>", "Too Many Requests", "{\"message\":\"no code\"}", "{\"code\":", "[]"
        }) {
            assertThat(answer("", body)).isEqualTo(new ArgoAnswer(500, Optional.empty(), "", Optional.empty()));
        }
    }

    @Test
    void tellsWhatEnvoyPassedOnFromWhatItDidNot() throws Exception {
        String envoy = "upstream connect error or disconnect/reset before headers. reset reason: ";

        assertThat(answer("", envoy + "connection termination").httpStatus()).isEqualTo(502);
        assertThat(answer("", envoy + "remote connection failure, transport failure reason: delayed connect error: 111")
                        .httpStatus())
                .isEqualTo(500);
    }

    @Test
    void readsHowLongToWait() throws Exception {
        assertThat(answer("Retry-After: 7\r\n", "").retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(answer("Date: Sat, 21 Nov 2026 09:20:32 GMT\r\nRetry-After: Sat, 21 Nov 2026 09:20:35 UTC\r\n", "")
                        .retryAfter())
                .contains(Duration.ofSeconds(3));
        assertThat(answer("Retry-After: soon\r\n", "").retryAfter()).isEmpty();
        assertThat(answer("Retry-After: 99999999999999999999\r\n", "").retryAfter())
                .isEmpty();
    }

    private static ArgoAnswer answer(String headers, String body) throws IOException, InterruptedException {
        try (ScriptedServer server = new ScriptedServer(request -> request.answer(500, headers, body));
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(server.uri() + "/")).build();
            return ArgoAnswer.of(client.send(request, BodyHandlers.ofByteArray()));
        }
    }
}
