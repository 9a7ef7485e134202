package io.tiphys.gateway.idempotency.key;

import java.util.Optional;

/** The name of a workflow with a key: the same at every gateway, so that the API server creates the workflow once. */
public final class KeyedName {
    /** The maximum length of a workflow name in Argo (argo-workflows v4.0.5, {@code workflow/validate}). */
    static final int LONGEST = 63;

    private KeyedName() {}

    /**
     * Derives the name.
     *
     * @param name {@code metadata.name}; kept whole
     * @param generateName {@code metadata.generateName}; kept as the prefix, up to 43 characters
     */
    public static String of(KeyDigest digest, Optional<String> name, Optional<String> generateName) {
        return name.orElseGet(() -> shortened(generateName.orElse("")) + digest.suffix());
    }

    private static String shortened(String prefix) {
        return prefix.substring(0, Math.min(prefix.length(), LONGEST - KeyDigest.SUFFIX_LENGTH));
    }
}
