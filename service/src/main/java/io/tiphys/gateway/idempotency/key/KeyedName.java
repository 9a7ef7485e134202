package io.tiphys.gateway.idempotency.key;

import java.util.Optional;

/** The name that a key gives to a workflow: the same at every gateway, so that the API server creates it once. */
public final class KeyedName {
    /** The longest name that Argo takes for a workflow (argo-workflows v4.0.5, {@code workflow/validate}). */
    static final int LONGEST = 63;

    private KeyedName() {}

    /**
     * The name.
     *
     * @param name {@code metadata.name}; kept whole
     * @param generateName {@code metadata.generateName}; kept in front, up to 43 characters of it
     */
    public static String of(KeyDigest digest, Optional<String> name, Optional<String> generateName) {
        return name.orElseGet(() -> shortened(generateName.orElse("")) + digest.suffix());
    }

    private static String shortened(String prefix) {
        return prefix.substring(0, Math.min(prefix.length(), LONGEST - KeyDigest.SUFFIX_LENGTH));
    }
}
