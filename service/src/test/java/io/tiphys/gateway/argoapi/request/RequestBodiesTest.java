package io.tiphys.gateway.argoapi.request;

import static io.tiphys.gateway.fakes.Problems.problemOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpRequestWriter;
import com.linecorp.armeria.common.RequestHeaders;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.server.body.BodyBudget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestBodiesTest {
    private static final BodyBudget HELD = new BodyBudget(1 << 20);

    /** What Go's encoding/json and another reader understand differently. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"workflow\":{},\"workflow\":{}}",
                "{\"workflow\":{}} {\"workflow\":{}}",
                "{\"workflow\":",
                "{\"workflow\":{\"a\":1,\"a\":2}}"
            })
    void refusesWhatCouldBeUnderstoodDifferently(String body) {
        assertThatThrownBy(() -> RequestBodies.message(body.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        refused -> assertThat(refused.problem().reason()).isEqualTo(ErrorReason.REQUEST_INVALID));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'workflow: {metadata: {generateName: a-}}' | Send YAML to the gateway's own API
            '# a comment'                              | Send YAML to the gateway's own API
            '--- {}'                                   | Unexpected character
            'ünlesbar'                                 | Send YAML to the gateway's own API
            '{"workflow": {]}'                         | Unexpected close marker
            """)
    void saysWhatToSendInsteadOfWhatIsNotJson(String body, String message) {
        assertThatThrownBy(() -> RequestBodies.message(body.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining(message);
    }

    @Test
    void saysThatABodyIsCompressed() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write("{}".getBytes(StandardCharsets.UTF_8));
        }

        assertThatThrownBy(() -> RequestBodies.message(compressed.toByteArray()))
                .hasMessageContaining("compressed with gzip. Send it uncompressed");
    }

    @Test
    void takesNoBodyForAnEmptyMessage() {
        assertThat(RequestBodies.message(new byte[0]).isMissingNode()).isTrue();
    }

    @Test
    void readsUpToTheLimitAndNotAByteMore() {
        assertThat(RequestBodies.read(request(10), 10, Deadline.after(Duration.ofSeconds(5)), HELD.open()))
                .hasSize(10);
        assertThatThrownBy(
                        () -> RequestBodies.read(request(11), 10, Deadline.after(Duration.ofSeconds(5)), HELD.open()))
                .isInstanceOfSatisfying(
                        GatewayException.class,
                        refused -> assertThat(refused.problem().reason()).isEqualTo(ErrorReason.REQUEST_TOO_LARGE));
    }

    /** Who asks without an end to its body, and no longer waits, must not have what it sends collected. */
    @Test
    void stopsCollectingWhenTheTimeIsUp() {
        HttpRequestWriter request = HttpRequest.streaming(RequestHeaders.of(HttpMethod.POST, "/"));
        problemOf(
                ErrorReason.DEADLINE_EXCEEDED,
                () -> RequestBodies.read(request, 10, Deadline.after(Duration.ofMillis(20)), HELD.open()));
        assertThat(request.isOpen()).isFalse();
    }

    @Test
    void saysWhyABodyWasBrokenOff() {
        HttpRequestWriter request = HttpRequest.streaming(RequestHeaders.of(HttpMethod.POST, "/"));
        request.abort(new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, "It stood still.")));
        problemOf(
                ErrorReason.REQUEST_INVALID,
                () -> RequestBodies.read(request, 10, Deadline.after(Duration.ofSeconds(5)), HELD.open()));
    }

    private static HttpRequest request(int bytes) {
        return HttpRequest.of(RequestHeaders.of(HttpMethod.POST, "/"), HttpData.wrap(new byte[bytes]));
    }
}
