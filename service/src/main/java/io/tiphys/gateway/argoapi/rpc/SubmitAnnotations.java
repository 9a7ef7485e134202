package io.tiphys.gateway.argoapi.rpc;

import io.tiphys.gateway.idempotency.document.KeyRecord;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The annotations among the options of {@code SubmitWorkflow}: a text of pairs {@code key=value}, separated by commas (Argo
 * 4.0, {@code SubmitOpts.annotations}). One pair may contain the caller's idempotency key.
 */
public final class SubmitAnnotations {
    /** The field of the request. */
    public static final String FIELD = "submitOptions.annotations";

    private static final String KEY_PAIR = KeyRecord.KEY_ANNOTATION + "=";

    private SubmitAnnotations() {}

    /** Whether a pair of a field contains the idempotency key. */
    public static boolean isKey(String field, String pair) {
        return field.equals(FIELD) && pair.startsWith(KEY_PAIR);
    }

    /** The idempotency key that a caller wrote into the annotations; empty if there is none. */
    public static Optional<String> key(ArgoRequestView request) {
        return Arrays.stream(request.text(FIELD).split(",", -1))
                .filter(pair -> pair.startsWith(KEY_PAIR))
                .map(pair -> pair.substring(KEY_PAIR.length()))
                .findFirst();
    }

    /** The annotations without the idempotency key; an empty text if there are none. */
    public static String withoutKey(ArgoRequestView request) {
        return Arrays.stream(request.text(FIELD).split(",", -1))
                .filter(pair -> !pair.startsWith(KEY_PAIR))
                .collect(Collectors.joining(","));
    }
}
