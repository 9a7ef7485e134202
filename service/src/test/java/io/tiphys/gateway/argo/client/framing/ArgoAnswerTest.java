package io.tiphys.gateway.argo.client.framing;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ArgoAnswerTest {
    @Test
    void readsTheFormOfCalls() {
        assertThat(answer("", "{\"code\":5,\"message\":\"workflows.argoproj.io \\\"x\\\" not found\"}"))
                .isEqualTo(
                        new ArgoAnswer(500, Optional.of(5), "workflows.argoproj.io \"x\" not found", Optional.empty()));
    }

    @Test
    void readsTheFormsOfStreams() {
        String error =
                "{\"error\":{\"grpc_code\":3,\"http_code\":400,\"message\":\"too old\",\"http_status\":\"Bad Request\"}}";

        ArgoAnswer expected = new ArgoAnswer(500, Optional.of(3), "too old", Optional.empty());
        assertThat(answer("", error)).isEqualTo(expected);
        assertThat(answer("", "data: " + error + " \n\n")).isEqualTo(expected);
    }

    @Test
    void takesNothingFromWhatIsNotArgos() {
        for (String body : new String[] {
            "", "<html>nginx at 10.1.2.3</html>", "Too Many Requests", "{\"message\":\"no code\"}", "{\"code\":", "[]"
        }) {
            assertThat(answer("", body)).isEqualTo(new ArgoAnswer(500, Optional.empty(), "", Optional.empty()));
        }
    }

    @Test
    void tellsWhatEnvoyPassedOnFromWhatItDidNot() {
        String envoy = "upstream connect error or disconnect/reset before headers. reset reason: ";

        assertThat(answer("", envoy + "connection termination").httpStatus()).isEqualTo(502);
        assertThat(answer("", envoy + "remote connection failure, transport failure reason: delayed connect error: 111")
                        .httpStatus())
                .isEqualTo(500);
    }

    @Test
    void readsHowLongToWait() {
        assertThat(answer("Retry-After: 7\r\n", "").retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(answer("Date: Sat, 21 Nov 2026 09:20:32 GMT\r\nRetry-After: Sat, 21 Nov 2026 09:20:35 UTC\r\n", "")
                        .retryAfter())
                .contains(Duration.ofSeconds(3));
        assertThat(answer("Retry-After: soon\r\n", "").retryAfter()).isEmpty();
        assertThat(answer("Retry-After: 99999999999999999999\r\n", "").retryAfter())
                .isEmpty();
    }

    @Test
    void readsTheStatusOfGrpc() {
        HttpHeaders trailers = HttpHeaders.of("grpc-status", "7", "grpc-message", "not 100%25 allowed: a+b%C3%B6");

        assertThat(ArgoAnswer.ofGrpc(200, trailers))
                .isEqualTo(new ArgoAnswer(200, Optional.of(7), "not 100% allowed: a+b\u00f6", Optional.empty()));
        assertThat(ArgoAnswer.ofGrpc(200, HttpHeaders.of("grpc-status", "x", "grpc-message", "50%"))
                        .message())
                .isEqualTo("50%");
    }

    private static ArgoAnswer answer(String headers, String body) {
        ResponseHeadersBuilder head = ResponseHeaders.builder(500);
        headers.lines().map(line -> line.split(": ", 2)).forEach(line -> head.add(line[0], line[1]));
        return ArgoAnswer.of(new WholeAnswer(head.build(), body.getBytes(StandardCharsets.UTF_8)));
    }
}
