package io.tiphys.validation.argo;

/**
 * A template that is found.
 *
 * @param value the template
 * @param base the document in which it finds others
 * @param stored whether it is written in another document than that
 */
record Template(Value value, TemplateSource base, boolean stored) {
    Template(Value value, TemplateSource base) {
        this(value, base, false);
    }
}
