package io.tiphys.validation.requirement.pod;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A level of Kubernetes' Pod Security Standards. */
public enum PodSecurityLevel {
    /** Everything is allowed. */
    PRIVILEGED,
    /** Known ways to break out of a pod are forbidden. */
    BASELINE,
    /** Only hardened pods are allowed. */
    RESTRICTED;

    /** The level in a label of a namespace; empty for other texts. */
    public static Optional<PodSecurityLevel> of(String label) {
        return Arrays.stream(values())
                .filter(level -> level.label().equals(label))
                .findFirst();
    }

    /** The value of a namespace's label. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
