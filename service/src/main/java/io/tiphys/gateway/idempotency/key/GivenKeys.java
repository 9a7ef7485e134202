package io.tiphys.gateway.idempotency.key;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys of a call, each with its source. Immutable. */
public final class GivenKeys {
    /** No key. */
    public static final GivenKeys NONE = new GivenKeys(List.of());

    private record Given(String place, IdempotencyKey key) {}

    private final List<Given> given;

    private GivenKeys(List<Given> given) {
        this.given = List.copyOf(given);
    }

    /** The keys of a call with one parsed key. */
    public static GivenKeys of(IdempotencyKey key) {
        return NONE.with(IdempotencyKey.HEADER, key);
    }

    /**
     * Adds the values of a header.
     *
     * @throws GatewayException with REQUEST_INVALID when the header is repeated, or as {@link IdempotencyKey#of}
     */
    public GivenKeys withHeader(List<String> values) {
        if (values.size() > 1) {
            String message = "The header '" + IdempotencyKey.HEADER + "' must not be repeated.";
            throw new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, message)
                    .withViolations(
                            List.of(Violation.ofParameter("duplicate-header", IdempotencyKey.HEADER, message))));
        }
        return values.isEmpty()
                ? this
                : with(IdempotencyKey.HEADER, IdempotencyKey.ofHeader(IdempotencyKey.HEADER, values.getFirst()));
    }

    /**
     * Adds one key.
     *
     * @param place the name of a field, or a JSON Pointer
     * @throws GatewayException as {@link IdempotencyKey#of}
     */
    public GivenKeys with(String place, Optional<String> text) {
        return text.map(key -> with(place, IdempotencyKey.of(place, key))).orElse(this);
    }

    private GivenKeys with(String place, IdempotencyKey key) {
        List<Given> more = new ArrayList<>(given);
        more.add(new Given(place, key));
        return new GivenKeys(more);
    }

    /**
     * The one key of the call; empty when there is none.
     *
     * @throws GatewayException with REQUEST_INVALID and both sources when two keys differ
     */
    public Optional<IdempotencyKey> agreed() {
        for (Given other : given) {
            Given first = given.getFirst();
            if (!other.key().equals(first.key())) {
                String message = "The call gives two different idempotency keys: '" + first.place() + "' and '"
                        + other.place() + "' must agree.";
                throw new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, message)
                        .withViolations(List.of(
                                Violation.ofParameter("idempotency-key-conflict", first.place(), message),
                                Violation.ofParameter("idempotency-key-conflict", other.place(), message))));
            }
        }
        return given.stream().map(Given::key).findFirst();
    }

    /**
     * Refuses a key on a call that does not support keys.
     *
     * @param why a sentence for the caller
     * @throws GatewayException with REQUEST_INVALID
     */
    public void requireNone(String why) {
        if (!given.isEmpty()) {
            throw new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, why)
                    .withViolations(List.of(Violation.ofParameter(
                            "idempotency-key-unsupported", given.getFirst().place(), why))));
        }
    }
}
