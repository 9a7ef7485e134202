package io.tiphys.validation.finding;

/** The severity of a finding. */
public enum Severity {
    /** The document would be refused, or would not behave as written. */
    ERROR,
    /** The document is accepted, but may not behave as its author intended. */
    WARNING
}
