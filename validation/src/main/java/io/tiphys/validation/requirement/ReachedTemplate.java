package io.tiphys.validation.requirement;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;

/**
 * A template that a workflow runs.
 *
 * @param holder what it stands in
 * @param template the template
 * @param place where, for the reader of the submitted document
 */
record ReachedTemplate(TemplateHolder holder, ManifestObject template, Place place) {
    /** The place of a node of this template. */
    Place at(ManifestNode node) {
        return place.of(node, holder);
    }
}
