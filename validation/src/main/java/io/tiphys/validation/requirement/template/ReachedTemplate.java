package io.tiphys.validation.requirement.template;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;

/**
 * A template that a workflow runs.
 *
 * @param holder the holder of the template
 * @param template the template
 * @param place its source location in the submitted document
 */
public record ReachedTemplate(TemplateHolder holder, ManifestObject template, Place place) {
    /** The source location of a node of this template. */
    public Place at(ManifestNode node) {
        return place.of(node, holder);
    }
}
