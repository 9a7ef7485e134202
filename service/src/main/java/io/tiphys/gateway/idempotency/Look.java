package io.tiphys.gateway.idempotency;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The result of a look at the object of a keyed call.
 *
 * @param sight the classification
 * @param answer the answer of a completed call; present for OURS and DONE_BEFORE
 * @param differences the differences from the earlier request; for OTHER_REQUEST
 * @param <A> the answer
 */
public record Look<A>(Sight sight, Optional<A> answer, List<String> differences) {
    public Look {
        Objects.requireNonNull(sight);
        Objects.requireNonNull(answer);
        differences = List.copyOf(differences);
    }

    /** The call is completed. */
    public static <A> Look<A> done(boolean byThisCall, A answer) {
        return new Look<>(byThisCall ? Sight.OURS : Sight.DONE_BEFORE, Optional.of(answer), List.of());
    }

    /** The key belongs to another request. */
    public static <A> Look<A> other(List<String> differences) {
        return new Look<>(Sight.OTHER_REQUEST, Optional.empty(), differences);
    }

    /** The look found no trace of the call. */
    public static <A> Look<A> without(Sight sight) {
        return new Look<>(sight, Optional.empty(), List.of());
    }
}
