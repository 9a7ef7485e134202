package io.tiphys.gateway.argoapi.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import io.tiphys.gateway.argo.client.capacity.ResponseBudget;
import io.tiphys.gateway.argo.client.request.Effect;
import io.tiphys.gateway.argoapi.RemadeRequest;
import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Complete responses of the Argo API count in one budget until their calls end. */
class CompleteResponsesTest {
    private final ResponseBudget budget = new ResponseBudget(1000);
    private final CompleteResponses answers = new CompleteResponses(budget);

    @Test
    void holdsAResponseUntilItsCallEnds() {
        ArgoApiCall call = call();

        assertThat(read(call, 600, Effect.READ).body()).hasSize(600);
        assertThat(budget.held()).isEqualTo(600);

        call.end();
        assertThat(budget.held()).isZero();
    }

    @Test
    void rejectsAResponseThatDoesNotFitBesideOthers() {
        read(call(), 600, Effect.READ);
        ArgoApiCall second = call();

        assertThat(reason(second, 600, Effect.LINT)).isEqualTo(ErrorReason.TOO_MANY_CALLS);
        second.end();
        assertThat(budget.held()).isEqualTo(600);
    }

    @Test
    void neverRejectsTheResponseToAChangeBesideOthers() {
        read(call(), 600, Effect.READ);

        assertThat(read(call(), 600, Effect.CHANGE).body()).hasSize(600);
    }

    @Test
    void saysThatAResponseIsTooLargeWhenItCanNeverFit() {
        assertThat(reason(call(), 1001, Effect.LINT)).isEqualTo(ErrorReason.ARGO_BROKEN);
        assertThat(reason(call(), 1001, Effect.CHANGE)).isEqualTo(ErrorReason.OUTCOME_UNKNOWN);
    }

    private CompleteResponse read(ArgoApiCall call, int size, Effect effect) {
        HttpResponse response = HttpResponse.of(HttpStatus.OK, MediaType.JSON, HttpData.wrap(new byte[size]));
        return answers.read(call, response, effect, Deadline.after(Duration.ofSeconds(10)));
    }

    private ErrorReason reason(ArgoApiCall call, int size, Effect effect) {
        Throwable failure = catchThrowable(() -> read(call, size, effect));
        assertThat(failure).isInstanceOf(GatewayException.class);
        return ((GatewayException) failure).problem().reason();
    }

    private static ArgoApiCall call() {
        return new ArgoApiCall(RemadeRequest.context(), HttpRequest.of(HttpMethod.GET, "/"), false);
    }
}
