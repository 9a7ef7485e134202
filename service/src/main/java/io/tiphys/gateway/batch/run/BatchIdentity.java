package io.tiphys.gateway.batch.run;

import io.tiphys.gateway.access.CallContext;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.idempotency.key.GivenKeys;
import io.tiphys.gateway.idempotency.key.IdempotencyKey;
import io.tiphys.gateway.idempotency.key.KeyScope;
import io.tiphys.gateway.idempotency.key.KeyedName;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.validation.kubernetes.KubernetesNames;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The identity of a batch.
 *
 * @param key the batch's key; each item has a key of its own, derived from it
 * @param id the value of the label {@link #LABEL}: the given id, or one derived from the key
 */
public record BatchIdentity(IdempotencyKey key, String id) {
    /** The label with the id of the batch. */
    public static final String LABEL = "tiphys.io/batch";

    /** The label with the index of the item. */
    public static final String INDEX_LABEL = "tiphys.io/batch-index";

    /** The name of the parameter or member with the id. */
    public static final String ID = "batchId";

    /** An item's key has a dash and up to six digits more. */
    private static final int LONGEST_KEY = IdempotencyKey.LONGEST - 7;

    public BatchIdentity {
        Objects.requireNonNull(key);
        Objects.requireNonNull(id);
    }

    /**
     * The identity of a call.
     *
     * @param keys the keys of the call, the given id included
     * @param givenId the id that the caller gives; it is the key too
     * @throws GatewayException with REQUEST_INVALID when there is no key, when two keys differ, or when the id is no value of
     *     a label
     */
    public static BatchIdentity of(
            CallContext callContext, Namespace namespace, GivenKeys keys, Optional<String> givenId) {
        givenId.ifPresent(BatchIdentity::requireLabel);
        IdempotencyKey key = keys.with(ID, givenId).agreed().orElseThrow(BatchIdentity::missing);
        if (key.value().length() > LONGEST_KEY) {
            throw invalid("A batch's key must have at most " + LONGEST_KEY + " bytes.");
        }
        return new BatchIdentity(
                key,
                givenId.orElseGet(() -> KeyedName.of(
                        KeyScope.of(callContext, namespace).digest(key), Optional.empty(), Optional.of("b-"))));
    }

    /** @throws GatewayException with REQUEST_INVALID */
    public static void requireLabel(String id) {
        if (id.isEmpty() || !KubernetesNames.isLabelValue(id)) {
            throw invalid("A batch's id is the value of a label: " + KubernetesNames.LABEL_VALUE + ".");
        }
    }

    private static GatewayException missing() {
        return invalid("A batch needs a key: send header 'Idempotency-Key' or give a 'batchId', the same for each"
                + " repetition of this batch and another for each new one. The gateway makes none, because a batch"
                + " without a key cannot be sent again.");
    }

    private static GatewayException invalid(String message) {
        return new GatewayException(Problem.of(ErrorReason.REQUEST_INVALID, message)
                .withViolations(List.of(Violation.ofParameter("batch-key", ID, message))));
    }

    /** The key of an item. */
    public IdempotencyKey keyOf(int index) {
        return new IdempotencyKey(key.value() + "-" + index);
    }

    /** The labels of an item. */
    public Map<String, String> labelsOf(int index) {
        return Map.of(LABEL, id, INDEX_LABEL, Integer.toString(index));
    }
}
