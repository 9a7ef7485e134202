package io.tiphys.gateway.preflight.finding;

/** The severity of a finding. */
public enum Severity {
    /** The workflow is refused, or cannot run as written. */
    ERROR,
    /** The workflow may wait, or behave differently than its text suggests. */
    WARNING,
    /** Worth knowing. */
    INFO,
    /** The rule could not be checked; the finding gives the cause. */
    UNCHECKED
}
