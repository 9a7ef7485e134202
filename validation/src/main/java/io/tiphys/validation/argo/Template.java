package io.tiphys.validation.argo;

/**
 * A template that is found.
 *
 * @param value the template
 * @param base the document that has it, in which it finds others
 */
record Template(Value value, Base base) {}
