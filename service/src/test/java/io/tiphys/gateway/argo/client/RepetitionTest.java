package io.tiphys.gateway.argo.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.linecorp.armeria.client.UnprocessedRequestException;
import com.linecorp.armeria.common.ClosedSessionException;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import io.tiphys.gateway.argo.client.capacity.HeldResponse;
import io.tiphys.gateway.argo.client.capacity.ResponseBudget;
import io.tiphys.gateway.argo.client.connection.Attempt;
import io.tiphys.gateway.argo.client.framing.Framing;
import io.tiphys.gateway.argo.client.framing.StreamFormat;
import io.tiphys.gateway.argo.client.framing.WholeAnswer;
import io.tiphys.gateway.argo.client.request.ArgoPath;
import io.tiphys.gateway.argo.client.request.ArgoRequest;
import io.tiphys.gateway.argo.client.request.Effect;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.credentials.BearerToken;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.lifecycle.stream.EventStream.Item;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sent once more: what surely was not sent, and reads over a kept connection that broke. */
class RepetitionTest {
    private static final Throwable CLOSED = UnprocessedRequestException.of(ClosedSessionException.get());
    private static final Throwable REFUSED = UnprocessedRequestException.of(new ConnectException("refused"));
    private static final Throwable LOST = ClosedSessionException.get();

    private final AtomicInteger sent = new AtomicInteger();
    private boolean kept;
    private boolean begun = true;

    @ParameterizedTest
    @EnumSource(Effect.class)
    void sendsOnceMoreWhatWasNotSent(Effect effect) {
        assertThat(exchange(effect, true, CLOSED)).isEqualTo("{}");
        assertThat(sent.get()).isEqualTo(2);
    }

    @Test
    void givesUpAfterTheSecondTime() {
        assertThat(reason(catchThrowable(() -> exchange(Effect.CHANGE, true, CLOSED, CLOSED))))
                .isEqualTo(ErrorReason.ARGO_UNAVAILABLE);
        assertThat(sent.get()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void repeatsNothingThatMayHaveArrived(Effect effect) {
        assertThat(reason(catchThrowable(() -> exchange(effect, true, LOST))))
                .isEqualTo(effect == Effect.CHANGE ? ErrorReason.OUTCOME_UNKNOWN : ErrorReason.ARGO_UNAVAILABLE);
        assertThat(sent.get()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void repeatsOnAKeptConnectionWhatChangesNothing(Effect effect) {
        kept = true;
        if (effect == Effect.CHANGE) {
            assertThat(reason(catchThrowable(() -> exchange(effect, true, LOST))))
                    .isEqualTo(ErrorReason.OUTCOME_UNKNOWN);
        } else {
            assertThat(exchange(effect, true, LOST)).isEqualTo("{}");
        }
        assertThat(sent.get()).isEqualTo(effect == Effect.CHANGE ? 1 : 2);
    }

    @Test
    void knowsThatARequestWithoutItsEndWasNotCarriedOut() {
        assertThat(reason(catchThrowable(() -> exchange(Effect.CHANGE, false, LOST))))
                .isEqualTo(ErrorReason.ARGO_UNAVAILABLE);
        assertThat(sent.get()).isEqualTo(1);
    }

    @Test
    void triesNoSecondConnectionWhereNoneCouldBeMade() {
        assertThat(reason(catchThrowable(() -> exchange(Effect.READ, true, REFUSED))))
                .isEqualTo(ErrorReason.ARGO_UNAVAILABLE);
        assertThat(sent.get()).isEqualTo(1);
    }

    @Test
    void opensAStreamOnceMoreThatWasNotAskedFor() {
        assertThat(stream(CLOSED).next(Duration.ofSeconds(5))).isEqualTo(new Item<>("{\"line\":1}"));
        assertThat(sent.get()).isEqualTo(2);
    }

    @Test
    void opensNoStreamOnceMoreThatMayHaveBeenAskedFor() {
        ArgoStream<String> stream = stream(LOST);
        assertThat(reason(catchThrowable(() -> stream.next(Duration.ofSeconds(5)))))
                .isEqualTo(ErrorReason.ARGO_UNAVAILABLE);
        assertThat(sent.get()).isEqualTo(1);
    }

    /** A pooled connection that the server has closed may take the request and refuse its first byte. */
    @Test
    void repeatsAChangeOfWhichNothingWasWritten() {
        begun = false;
        assertThat(exchange(Effect.CHANGE, true, LOST)).isEqualTo("{}");
        assertThat(sent.get()).isEqualTo(2);
    }

    private String exchange(Effect effect, boolean handedOver, Throwable... failures) {
        Queue<Throwable> script = new ArrayDeque<>(List.of(failures));
        Exchange exchange = new Exchange((token, request) -> attempt(script, handedOver, "{}"));
        ArgoRequest request = ArgoRequest.postWorkflow(ArgoPath.of("x"), new byte[0], effect);
        HeldResponse held = new ResponseBudget(1 << 20).hold(effect == Effect.CHANGE);
        WholeAnswer answer = exchange.send(BearerToken.of("t"), request, Deadline.after(Duration.ofSeconds(5)), held);
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private ArgoStream<String> stream(Throwable... failures) {
        Queue<Throwable> script = new ArrayDeque<>(List.of(failures));
        ArgoRequest request = ArgoRequest.get(ArgoPath.of("x"));
        Framing framing = Framing.of(request.wire());
        PulledAnswer answer = new PulledAnswer(() -> attempt(script, true, "{\"result\":{\"line\":1}}\n"), framing);
        StreamFormat<String> format =
                new StreamFormat<>(payload -> Optional.of(new String(payload, StandardCharsets.UTF_8)), false);
        return new ArgoStream<>(request, answer, framing, format, Duration.ofSeconds(60), () -> {});
    }

    private Attempt attempt(Queue<Throwable> script, boolean handedOver, String body) {
        sent.incrementAndGet();
        Throwable failure = script.poll();
        HttpResponse response = failure == null
                ? HttpResponse.of(HttpStatus.OK, MediaType.JSON, body)
                : HttpResponse.ofFailure(failure);
        return new Attempt(response, new AtomicBoolean(handedOver), () -> begun, () -> kept);
    }

    private static ErrorReason reason(Throwable failure) {
        assertThat(failure).isInstanceOf(GatewayException.class);
        return ((GatewayException) failure).problem().reason();
    }
}
