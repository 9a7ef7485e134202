package io.tiphys.validation.requirement.object;

import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.fields.TypedObjects;
import io.tiphys.validation.requirement.object.TypedConfigMap.Type;
import io.tiphys.validation.requirement.template.EffectiveSpecification;
import io.tiphys.validation.requirement.template.Place;
import io.tiphys.validation.requirement.template.ReachedTemplate;
import io.tiphys.validation.requirement.template.TemplateHolder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds the config maps of a workflow that Argo reads only with a label. */
public final class TypedConfigMaps {
    private static final Set<String> NOT_OF_THE_SPECIFICATION = Set.of("templates", "templateDefaults");

    private final List<TypedConfigMap> found = new ArrayList<>();

    private TypedConfigMaps() {}

    public static List<TypedConfigMap> of(EffectiveSpecification specification, List<ReachedTemplate> templates) {
        TypedConfigMaps maps = new TypedConfigMaps();
        Place place = Place.of(specification.submitted());
        for (ManifestObject layer : specification.layers()) {
            maps.in(layer, "WorkflowSpec", NOT_OF_THE_SPECIFICATION, place, specification.holderOf(layer));
        }
        for (ReachedTemplate template : templates) {
            maps.in(template.template(), "Template", Set.of(), template.place(), template.holder());
        }
        return List.copyOf(maps.found);
    }

    private void in(ManifestObject owner, String type, Set<String> without, Place near, TemplateHolder holder) {
        TypedObjects.below(owner, type, without, (objectType, field, object) -> {
            boolean cache = objectType.equals("Cache");
            if (cache || objectType.equals("ValueFrom")) {
                object.object(cache ? "configMap" : "configMapKeyRef")
                        .ifPresent(reference -> reference
                                .string("name")
                                .filter(name -> !name.isEmpty())
                                .ifPresent(name -> found.add(new TypedConfigMap(
                                        name,
                                        cache ? Type.CACHE : Type.PARAMETER,
                                        cache || object.get("default").isPresent(),
                                        near.of(reference, holder)))));
            }
        });
    }
}
