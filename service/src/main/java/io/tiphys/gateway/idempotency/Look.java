package io.tiphys.gateway.idempotency;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A look at the object of a keyed call.
 *
 * @param sight what it shows
 * @param answer the answer for a call that is done; present for OURS and DONE_BEFORE
 * @param differences where the earlier request differs; for OTHER_REQUEST
 * @param <A> the answer
 */
public record Look<A>(Sight sight, Optional<A> answer, List<String> differences) {
    public Look {
        Objects.requireNonNull(sight);
        Objects.requireNonNull(answer);
        differences = List.copyOf(differences);
    }

    /** The call is done. */
    public static <A> Look<A> done(boolean byThisCall, A answer) {
        return new Look<>(byThisCall ? Sight.OURS : Sight.DONE_BEFORE, Optional.of(answer), List.of());
    }

    /** The key stands for another request. */
    public static <A> Look<A> other(List<String> differences) {
        return new Look<>(Sight.OTHER_REQUEST, Optional.empty(), differences);
    }

    /** Nothing of the call was seen. */
    public static <A> Look<A> without(Sight sight) {
        return new Look<>(sight, Optional.empty(), List.of());
    }
}
