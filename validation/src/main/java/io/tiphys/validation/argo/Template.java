package io.tiphys.validation.argo;

/**
 * A template that was found.
 *
 * @param value the template
 * @param base the document in which it looks up other templates
 * @param stored whether it is written in another document than {@code base}
 */
record Template(Value value, TemplateSource base, boolean stored) {
    Template(Value value, TemplateSource base) {
        this(value, base, false);
    }
}
