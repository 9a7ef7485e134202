package io.tiphys.validation.finding;

/** How much a finding weighs. */
public enum Severity {
    /** The document would be refused, or would not do what it says. */
    ERROR,
    /** The document is taken, and may not do what its author wants. */
    WARNING
}
