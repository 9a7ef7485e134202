package io.tiphys.validation.requirement.template;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.fields.TypedObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The specification that Argo runs: the submitted one, merged over that of its {@code workflowTemplateRef}. The controller's
 * {@code workflowDefaults} are not visible.
 *
 * @param submitted the submitted specification
 * @param base the specification of the referenced template
 * @param baseHolder the holder of {@code base}; the submitted workflow for none
 */
public record EffectiveSpecification(
        ManifestObject submitted, Optional<ManifestObject> base, TemplateHolder baseHolder) {
    /** The specifications, in order of precedence. */
    public List<ManifestObject> layers() {
        List<ManifestObject> layers = new ArrayList<>(List.of(submitted));
        base.ifPresent(layers::add);
        return layers;
    }

    /** The holder of a layer. */
    public TemplateHolder holderOf(ManifestObject layer) {
        return layer == submitted ? TemplateHolder.SUBMITTED : baseHolder;
    }

    /** A field. */
    public Optional<ManifestNode> get(String field) {
        return submitted.get(field).or(() -> base.flatMap(one -> one.get(field)));
    }

    /** A field if it is a non-empty text. */
    Optional<String> string(String field) {
        return submitted
                .string(field)
                .or(() -> base.flatMap(one -> one.string(field)))
                .filter(text -> !text.isEmpty());
    }

    /** A field if it is an object. */
    public Optional<ManifestObject> object(String field) {
        return submitted.object(field).or(() -> base.flatMap(one -> one.object(field)));
    }

    /** The objects of a list in every layer. */
    public List<ManifestObject> elements(String field) {
        return layers().stream()
                .flatMap(layer -> TypedObjects.elements(layer, field).stream())
                .toList();
    }
}
