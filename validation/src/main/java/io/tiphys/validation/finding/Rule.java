package io.tiphys.validation.finding;

/** A rule against which documents are checked. */
public interface Rule {
    /** The stable id, as in {@link Finding#rule()}: lower-case words with dashes. */
    String id();

    /** The rule's requirement and its reason, in a sentence for the reference page. */
    String description();

    /** The severity of its findings, unless a configuration changes it. */
    default Severity severity() {
        return Severity.ERROR;
    }
}
