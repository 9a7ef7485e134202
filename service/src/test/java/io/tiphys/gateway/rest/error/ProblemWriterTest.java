package io.tiphys.gateway.rest.error;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.rest.RestApiUnderTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ProblemWriterTest {
    @ParameterizedTest
    @EnumSource
    void writesEveryReason(ErrorReason reason) {
        MutableHttpResponse<?> response = write(Problem.of(reason, "what happened"));

        int status = reason.kind().httpStatus();
        JsonNode problem = json(response);
        assertThat(response.code()).isEqualTo(status);
        assertThat(response.getHeaders().get("Content-Type")).isEqualTo("application/problem+json");
        assertThat(problem.get("type").asText()).isEqualTo("/docs/errors#" + reason);
        assertThat(problem.get("title").asText()).isEqualTo(reason.title());
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("detail").asText()).isEqualTo("what happened");
        assertThat(problem.get("reason").asText()).isEqualTo(reason.name());
        assertThat(problem.get("domain").asText()).isEqualTo("tiphys.io");
        assertThat(problem.get("retryable").asBoolean()).isEqualTo(reason.retryable());
        assertThat(problem.get("violations")).isEmpty();
        assertThat(problem.get("metadata")).isEmpty();
        assertThat(problem.has("manifest")).isFalse();
    }

    @Test
    void givesEveryOccurrenceANameOfItsOwn() {
        Problem problem = Problem.of(ErrorReason.WORKFLOW_NOT_FOUND, "gone");

        String one = json(write(problem)).get("instance").asText();
        String other = json(write(problem)).get("instance").asText();

        assertThat(one).matches("urn:uuid:[0-9a-f-]{36}").isNotEqualTo(other);
    }

    @Test
    void writesViolationsMetadataAndManifest() {
        Problem problem = Problem.of(ErrorReason.ACCESS_DENIED, "no")
                .withViolations(List.of(
                        new Violation("rule", "/spec/a~1b", 3, 7, "wrong \"here\"\n", Optional.of("do this")),
                        Violation.ofParameter("other", "pageSize", "too many")))
                .with("verb", "create")
                .withManifest("kind: Role\n");

        JsonNode written = json(write(problem));

        assertThat(written.get("violations").get(0).toString())
                .isEqualTo(
                        "{\"rule\":\"rule\",\"severity\":\"ERROR\",\"pointer\":\"/spec/a~1b\",\"line\":3,\"column\":7,"
                                + "\"message\":\"wrong \\\"here\\\"\\n\",\"hint\":\"do this\"}");
        assertThat(written.get("violations").get(1).has("hint")).isFalse();
        assertThat(written.get("metadata").toString()).isEqualTo("{\"verb\":\"create\"}");
        assertThat(written.get("manifest").asText()).isEqualTo("kind: Role\n");
    }

    @ParameterizedTest
    @CsvSource({"PT0.2S, 1", "PT1S, 1", "PT1.001S, 2", "PT5M, 300", "PT0S, 1"})
    void tellsWholeSecondsToWaitRoundedUp(Duration wait, String seconds) {
        var problem = Problem.of(ErrorReason.TOO_MANY_CALLS, "later").withRetryAfter(wait);

        assertThat(write(problem).getHeaders().get("Retry-After")).isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CALLER_UNKNOWN|Bearer realm=\"tiphys\"",
                "TOKEN_KIND_UNSUPPORTED|Bearer realm=\"tiphys\"",
                "TOKEN_INVALID|Bearer realm=\"tiphys\", error=\"invalid_token\"",
                "TOKEN_REFUSED_BY_ARGO|Bearer realm=\"tiphys\", error=\"invalid_token\""
            })
    void challengesAnUnknownCaller(ErrorReason reason, String challenge) {
        assertThat(write(Problem.of(reason, "who?")).getHeaders().get("WWW-Authenticate"))
                .isEqualTo(challenge);
    }

    @Test
    void challengesNobodyElse() {
        assertThat(write(Problem.of(ErrorReason.ACCESS_DENIED, "no"))
                        .getHeaders()
                        .contains("WWW-Authenticate"))
                .isFalse();
    }

    @Test
    void neverShowsTheCause() {
        var cause = new IllegalStateException("secret");
        MutableHttpResponse<?> response = ProblemWriter.write(
                HttpRequest.GET("/"), Problem.of(ErrorReason.INTERNAL, ErrorReason.INTERNAL.meaning()), cause);

        assertThat(text(response)).doesNotContain("secret").doesNotContain("Exception");
    }

    @Test
    void answersHeadWithoutABody() {
        MutableHttpResponse<?> response =
                ProblemWriter.write(HttpRequest.HEAD("/"), Problem.of(ErrorReason.WORKFLOW_NOT_FOUND, "gone"), null);

        assertThat(response.code()).isEqualTo(404);
        assertThat(response.body()).isNull();
    }

    private static MutableHttpResponse<?> write(Problem problem) {
        return ProblemWriter.write(HttpRequest.GET("/"), problem, null);
    }

    private static JsonNode json(MutableHttpResponse<?> response) {
        return RestApiUnderTest.json(text(response));
    }

    private static String text(MutableHttpResponse<?> response) {
        return new String((byte[]) response.body(), StandardCharsets.UTF_8);
    }
}
