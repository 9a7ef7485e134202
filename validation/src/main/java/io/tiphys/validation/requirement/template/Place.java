package io.tiphys.validation.requirement.template;

import io.tiphys.validation.document.ManifestNode;
import java.util.Objects;

/**
 * A source location in the submitted document. For a node in a template of the cluster it is the location of the reference
 * to that template.
 *
 * @param pointer a JSON Pointer (RFC 6901)
 * @param line the line, from 1
 * @param column the column, in characters from 1
 * @param holder the holder of the node
 */
public record Place(String pointer, int line, int column, TemplateHolder holder) {
    public Place {
        Objects.requireNonNull(pointer);
        Objects.requireNonNull(holder);
    }

    /** The location of a node of the submitted document. */
    public static Place of(ManifestNode node) {
        return new Place(node.pointer(), node.line(), node.column(), TemplateHolder.SUBMITTED);
    }

    /** The location of a node of a holder: its own in the submitted document, otherwise this one. */
    public Place of(ManifestNode node, TemplateHolder itsHolder) {
        return itsHolder.equals(TemplateHolder.SUBMITTED) ? of(node) : new Place(pointer, line, column, itsHolder);
    }
}
