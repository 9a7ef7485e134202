package io.tiphys.gateway.access.caller;

import java.util.Optional;

/**
 * The limits of the users and groups that an issuer or a JupyterHub names. A name of Kubernetes's own, whatever the prefix
 * is, never comes from outside. Pure functions.
 */
final class ExternalNames {
    /** The most groups of a user: each review of a permission carries all of them. */
    static final int MOST_GROUPS = 500;

    private static final int LONGEST_NAME = 512;
    private static final String RESERVED = "system:";

    private ExternalNames() {}

    /**
     * The end of a sentence about a name that is not accepted; empty for a name that is.
     *
     * @param name the name with its prefix
     */
    static Optional<String> flaw(String name) {
        if (name.startsWith(RESERVED)) {
            return Optional.of("results in a name that Kubernetes reserves: 'system:'.");
        }
        return name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)
                ? Optional.of("has a name with more than " + LONGEST_NAME + " characters or with control characters.")
                : Optional.empty();
    }
}
