package io.tiphys.validation.requirement.pod;

import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.fields.TypedObjects;
import io.tiphys.validation.requirement.template.Count;
import io.tiphys.validation.requirement.template.EffectiveSpecification;
import io.tiphys.validation.requirement.template.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A volume claim that Argo creates for the workflow.
 *
 * @param name the name by which templates mount it
 * @param storageClass the storage class as written; empty text for none, absent for the cluster's default class
 * @param accessModes the requested access modes
 * @param fanOut how many pods may use it at the same time
 * @param place its source location
 */
public record ClaimTemplate(
        String name, Optional<String> storageClass, Set<String> accessModes, Count fanOut, Place place) {
    /** The field of a specification with these templates. */
    static final String FIELD = "volumeClaimTemplates";

    public ClaimTemplate {
        Objects.requireNonNull(name);
        Objects.requireNonNull(storageClass);
        accessModes = Set.copyOf(accessModes);
        Objects.requireNonNull(fanOut);
        Objects.requireNonNull(place);
    }

    public static List<ClaimTemplate> of(EffectiveSpecification specification, FanOut fanOut) {
        Place near = Place.of(specification.submitted());
        List<ClaimTemplate> templates = new ArrayList<>();
        for (ManifestObject layer : specification.layers()) {
            for (ManifestObject template : TypedObjects.elements(layer, FIELD)) {
                templates.add(of(template, fanOut, near.of(template, specification.holderOf(layer))));
            }
        }
        return List.copyOf(templates);
    }

    private static ClaimTemplate of(ManifestObject template, FanOut fanOut, Place place) {
        Optional<ManifestObject> claim = template.object("spec");
        String name = name(template);
        return new ClaimTemplate(
                name,
                claim.flatMap(spec -> spec.get("storageClassName")).flatMap(ManifestScalar::stringOf),
                claim.flatMap(spec -> spec.array("accessModes")).stream()
                        .flatMap(modes -> modes.elements().stream())
                        .flatMap(mode -> ManifestScalar.stringOf(mode).stream())
                        .collect(Collectors.toUnmodifiableSet()),
                fanOut.byTemplate().getOrDefault(name, Count.NONE),
                place);
    }

    static String name(ManifestObject template) {
        return template.object("metadata")
                .flatMap(metadata -> metadata.string("name"))
                .orElse("");
    }

    /** Whether all its values are known now. */
    public boolean decided() {
        return !storageClass.orElse("").contains("{{");
    }
}
