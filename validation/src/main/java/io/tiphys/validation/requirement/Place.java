package io.tiphys.validation.requirement;

import io.tiphys.validation.document.ManifestNode;
import java.util.Objects;

/**
 * Where something stands in the submitted document; for what stands in a template of the cluster, where the document
 * refers to that template.
 *
 * @param pointer a JSON Pointer (RFC 6901)
 * @param line the line, from 1
 * @param column the column, in characters from 1
 * @param holder what it stands in
 */
public record Place(String pointer, int line, int column, TemplateHolder holder) {
    public Place {
        Objects.requireNonNull(pointer);
        Objects.requireNonNull(holder);
    }

    /** The place of a node of the submitted document. */
    public static Place of(ManifestNode node) {
        return new Place(node.pointer(), node.line(), node.column(), TemplateHolder.SUBMITTED);
    }

    /** The place of a node of what is held here: its own in the submitted document, else this one. */
    public Place of(ManifestNode node, TemplateHolder itsHolder) {
        return itsHolder.equals(TemplateHolder.SUBMITTED) ? of(node) : new Place(pointer, line, column, itsHolder);
    }
}
