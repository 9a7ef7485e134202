package io.tiphys.gateway.preflight.finding;

/** How much a finding matters. */
public enum Severity {
    /** The workflow is refused, or cannot do what it says. */
    ERROR,
    /** It may wait, or do something else than it seems to say. */
    WARNING,
    /** Worth knowing. */
    INFO,
    /** It could not be checked; the finding says why. */
    UNCHECKED
}
