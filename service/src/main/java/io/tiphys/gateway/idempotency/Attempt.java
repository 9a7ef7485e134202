package io.tiphys.gateway.idempotency;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A finished attempt.
 *
 * @param sent whether the call was carried out
 * @param end returns the answer or throws the failure
 * @param <A> the answer
 */
public record Attempt<A>(Sent sent, Supplier<A> end) {
    public Attempt {
        Objects.requireNonNull(sent);
        Objects.requireNonNull(end);
    }

    /** Nothing was sent, because the object shows that the call was done: a look at the object gives the answer. */
    public static <A> Attempt<A> notSent() {
        return new Attempt<>(Sent.NAME_TAKEN, () -> {
            throw new GatewayException(Problem.of(
                    ErrorReason.WORKFLOW_CONFLICT, "The workflow was changed at the same time; nothing was done."));
        });
    }

    /** Makes an attempt over a port that throws {@link GatewayException} for each failure. */
    public static <A> Attempt<A> of(Supplier<A> call) {
        try {
            A answer = call.get();
            return new Attempt<>(Sent.DONE, () -> answer);
        } catch (GatewayException e) {
            return failed(Sent.of(e.problem()), e);
        }
    }

    /** An attempt that ends with a failure. */
    public static <A> Attempt<A> failed(Sent sent, GatewayException failure) {
        return new Attempt<>(sent, () -> {
            throw failure;
        });
    }
}
