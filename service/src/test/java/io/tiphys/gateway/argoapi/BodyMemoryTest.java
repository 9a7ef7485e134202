package io.tiphys.gateway.argoapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.HttpData;
import com.sun.management.ThreadMXBean;
import io.tiphys.gateway.argoapi.guard.DocumentCheck;
import io.tiphys.gateway.argoapi.request.BodyCollector;
import io.tiphys.gateway.argoapi.request.BoundedJsonParser;
import io.tiphys.gateway.argoapi.request.RequestBodies;
import io.tiphys.gateway.argoapi.rpc.ArgoRequestView;
import io.tiphys.gateway.argoapi.rpc.Document;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.lifecycle.RerunRule;
import io.tiphys.gateway.server.body.BodyBudget;
import io.tiphys.gateway.server.body.BodyReservation;
import io.tiphys.gateway.workflow.WorkflowChecks;
import io.tiphys.gateway.workflow.WorkflowManifestReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a body of the largest size costs from its first byte until its document is known, whatever is in it. All that is
 * allocated on the way counts, so it is an upper bound of what is held at any time.
 */
final class BodyMemoryTest {
    private static final int LARGEST = 5 << 20;
    private static final int PIECE = 16 * 1024;
    private static final int MOST_TIMES_ITS_SIZE = 10;
    private static final String BEGIN = "{\"workflow\":{\"spec\":[";
    private static final String END = "0]}}";

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final DocumentCheck documents = new DocumentCheck(
            new WorkflowManifestReader(),
            new WorkflowChecks(),
            new RerunRule(new WorkflowManifestReader(), new WorkflowChecks()));

    /** As many values as there is room for. */
    @ParameterizedTest
    @ValueSource(strings = {"{},", "[],", "0,", "\"\",", "{\"a\":0},", "[[]],", "1e1,", "null,"})
    void costsNoMoreThanTenTimesItsSize(String element) {
        assertThat(cost(body(element))).isLessThan((long) MOST_TIMES_ITS_SIZE * LARGEST);
    }

    /** As many values as are taken, with blanks between them: the most that is read to its end. */
    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"a\":0}"})
    void costsNoMoreThanTenTimesItsSizeWhenItIsTaken(String element) {
        int values = BoundedJsonParser.MOST_VALUES / (element.length() > 2 ? 2 : 1) - 10;
        String padded = element + "," + " ".repeat((LARGEST - 100) / values - element.length() - 1);
        byte[] body = (BEGIN + padded.repeat(values) + END).getBytes(StandardCharsets.US_ASCII);
        assertThat(cost(body)).isLessThan((long) MOST_TIMES_ITS_SIZE * LARGEST);
        assertThat(RequestBodies.message(body).path("workflow").path("spec").size())
                .isEqualTo(values + 1);
    }

    @Test
    void saysHowManyValuesThereMayBe() {
        try {
            RequestBodies.message(body("{},"));
            throw new AssertionError("it was taken");
        } catch (GatewayException e) {
            assertThat(e.problem().reason()).isEqualTo(ErrorReason.REQUEST_INVALID);
            assertThat(e.problem().detail()).contains("more than " + BoundedJsonParser.MOST_VALUES + " values");
        }
    }

    private static byte[] body(String element) {
        String many = element.repeat((LARGEST - BEGIN.length() - END.length()) / element.length());
        return (BEGIN + many + END).getBytes(StandardCharsets.US_ASCII);
    }

    private long cost(byte[] body) {
        read(body); // what is loaded once is no cost of a body
        long before = THREADS.getCurrentThreadAllocatedBytes();
        read(body);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private void read(byte[] sent) {
        try (BodyReservation held = new BodyBudget(Long.MAX_VALUE).open()) {
            CompletableFuture<byte[]> whole = new CompletableFuture<>();
            BodyCollector collector = new BodyCollector(LARGEST, held, whole);
            for (int begin = 0; begin < sent.length; begin += PIECE) {
                collector.onNext(HttpData.copyOf(sent, begin, Math.min(PIECE, sent.length - begin)));
            }
            collector.onComplete();
            JsonNode message =
                    RequestBodies.message(Deadline.after(Duration.ofSeconds(5)).await(whole));
            assertThat(documents.read(ArgoRequestView.of(message), Document.WORKFLOW))
                    .isNotNull();
        } catch (GatewayException e) {
            assertThat(e.problem().reason())
                    .isIn(ErrorReason.REQUEST_INVALID, ErrorReason.WORKFLOW_TOO_LARGE, ErrorReason.WORKFLOW_MALFORMED);
        }
    }
}
