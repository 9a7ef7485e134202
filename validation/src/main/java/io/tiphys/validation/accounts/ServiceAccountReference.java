package io.tiphys.validation.accounts;

import io.tiphys.validation.document.ManifestNode;
import java.util.Objects;

/**
 * A service account that a workflow's pods may run as.
 *
 * @param certainty how certain the account is
 * @param name its name; if undecided, the text of the document
 * @param at the node of the name, or the object without a name
 */
public record ServiceAccountReference(Certainty certainty, String name, ManifestNode at) {
    /** How certain an account is. */
    public enum Certainty {
        /** The workflow names it. */
        NAMED,
        /** The workflow names none, so Kubernetes uses the account {@code default}. */
        DEFAULT,
        /** It is known only at run time. */
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
