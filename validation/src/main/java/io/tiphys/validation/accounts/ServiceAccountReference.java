package io.tiphys.validation.accounts;

import io.tiphys.validation.document.ManifestNode;
import java.util.Objects;

/**
 * A service account that a workflow's pods may run as.
 *
 * @param certainty how it is known
 * @param name its name; what is written there when it is not decided
 * @param at where it is written, or the object that does not name one
 */
public record ServiceAccountReference(Certainty certainty, String name, ManifestNode at) {
    /** How an account is known. */
    public enum Certainty {
        /** The workflow names it. */
        NAMED,
        /** The workflow names none where it could, so Kubernetes takes the account {@code default}. */
        DEFAULT,
        /** It comes to light only while the workflow runs. */
        UNDECIDED
    }

    static final String DEFAULT_ACCOUNT = "default";

    public ServiceAccountReference {
        Objects.requireNonNull(certainty);
        Objects.requireNonNull(name);
        Objects.requireNonNull(at);
    }

    static ServiceAccountReference named(String name, ManifestNode at) {
        return new ServiceAccountReference(name.contains("{{") ? Certainty.UNDECIDED : Certainty.NAMED, name, at);
    }

    static ServiceAccountReference unnamed(ManifestNode at) {
        return new ServiceAccountReference(Certainty.DEFAULT, DEFAULT_ACCOUNT, at);
    }

    static ServiceAccountReference undecided(String text, ManifestNode at) {
        return new ServiceAccountReference(Certainty.UNDECIDED, text, at);
    }
}
