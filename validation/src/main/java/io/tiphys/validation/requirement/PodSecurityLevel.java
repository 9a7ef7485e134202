package io.tiphys.validation.requirement;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A level of Kubernetes' Pod Security Standards. */
public enum PodSecurityLevel {
    /** Everything is allowed. */
    PRIVILEGED,
    /** What is known to break out of a pod is forbidden. */
    BASELINE,
    /** Only what a hardened pod does is allowed. */
    RESTRICTED;

    /** The level that a label of a namespace names; empty for another text. */
    public static Optional<PodSecurityLevel> of(String label) {
        return Arrays.stream(values())
                .filter(level -> level.label().equals(label))
                .findFirst();
    }

    /** As a label of a namespace names it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
