package io.tiphys.validation.finding;

/** What a document is held against. */
public interface Rule {
    /** The stable id, as in {@link Finding#rule()}: lower-case words with dashes. */
    String id();

    /** What the rule asks for and why, in a sentence for the reference page. */
    String description();

    /** How much its findings weigh, unless a configuration says otherwise. */
    default Severity severity() {
        return Severity.ERROR;
    }
}
