package io.tiphys.validation.argo.scope;

import io.tiphys.validation.argo.value.Value;

/**
 * A template that was found.
 *
 * @param value the template
 * @param base the document in which it looks up other templates
 * @param stored whether it is written in another document than {@code base}
 */
public record Template(Value value, TemplateSource base, boolean stored) {
    public Template(Value value, TemplateSource base) {
        this(value, base, false);
    }
}
