package io.tiphys.gateway.admission.unfinished;

import java.util.Objects;

/**
 * The trace by which a watch recognizes the workflow of a creation.
 *
 * @param label the key of a label; empty for the workflow's name
 * @param value the value of the label, or the name
 */
public record CreationTrace(String label, String value) {
    /** Argo's label on the result of a resubmission (argo-workflows v4.0.5). */
    private static final String RESUBMITTED_FROM = "workflows.argoproj.io/resubmitted-from-workflow";

    public CreationTrace {
        Objects.requireNonNull(label);
        Objects.requireNonNull(value);
    }

    /** The trace of a workflow that runs again under its name. */
    public static CreationTrace named(String workflow) {
        return new CreationTrace("", workflow);
    }

    /** The trace of a resubmission whose name Argo generates. */
    public static CreationTrace copyOf(String workflow) {
        return new CreationTrace(RESUBMITTED_FROM, workflow);
    }
}
