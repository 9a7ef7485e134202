package io.tiphys.gateway.argoapi.forward;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.SplitHttpResponse;
import io.tiphys.gateway.argo.client.capacity.HeldResponse;
import io.tiphys.gateway.argo.client.capacity.ResponseBudget;
import io.tiphys.gateway.argo.client.request.Effect;
import io.tiphys.gateway.argoapi.call.ArgoApiCall;
import io.tiphys.gateway.concurrent.Deadline;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.util.List;

/** Reads complete responses of the Argo Server. A response counts in the budget until its call ends. Thread-safe. */
@Singleton
public final class CompleteResponses {
    private final ResponseBudget budget;

    CompleteResponses(ResponseBudget budget) {
        this.budget = budget;
    }

    /**
     * Waits for the complete response.
     *
     * @param effect the effect of the request
     * @throws GatewayException with DEADLINE_EXCEEDED or CANCELLED; with TOO_MANY_CALLS when concurrent responses use up the
     *     budget, unless the request made a change; with ARGO_BROKEN, or OUTCOME_UNKNOWN after a change, for a response that
     *     is too large
     * @throws IllegalStateException when the connection broke
     */
    public CompleteResponse read(ArgoApiCall call, HttpResponse answer, Effect effect, Deadline deadline) {
        HeldResponse held = budget.hold(effect == Effect.CHANGE);
        call.atEnd(held::close);
        SplitHttpResponse split = answer.split();
        ResponseHeaders head = deadline.await(split.headers());
        List<HttpData> pieces = deadline.await(
                split.body().map(piece -> counted(piece, held, effect)).collect());
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        pieces.forEach(piece -> body.writeBytes(piece.array()));
        return new CompleteResponse(head, body.toByteArray(), deadline.await(split.trailers()));
    }

    private static HttpData counted(HttpData piece, HeldResponse held, Effect effect) {
        if (held.add(piece.length())) {
            return piece;
        }
        throw new GatewayException(
                effect == Effect.CHANGE
                        ? Problem.of(
                                ErrorReason.OUTCOME_UNKNOWN,
                                "The request was sent, but the Argo Server's answer is too large: it may have been carried"
                                        + " out.")
                        : Problem.of(ErrorReason.ARGO_BROKEN, "The Argo Server's answer is too large."));
    }
}
