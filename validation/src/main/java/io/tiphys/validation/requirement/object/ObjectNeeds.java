package io.tiphys.validation.requirement.object;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.fields.TypedObjects;
import io.tiphys.validation.requirement.object.ObjectNeed.Kind;
import io.tiphys.validation.requirement.pod.PodTemplate;
import io.tiphys.validation.requirement.template.EffectiveSpecification;
import io.tiphys.validation.requirement.template.Place;
import io.tiphys.validation.requirement.template.ReachedTemplate;
import io.tiphys.validation.requirement.template.TemplateHolder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the objects that a workflow names: those of its specification, of the templates that run, and of the volumes that
 * their pods mount. Config maps for memoization are excluded, because the controller creates them: see {@link TypedConfigMaps}.
 */
public final class ObjectNeeds {
    private static final Set<String> NOT_OF_THE_SPECIFICATION = Set.of("templates", "volumes", "templateDefaults");
    private static final Set<String> NOT_OF_A_TEMPLATE = Set.of("volumes", "memoize", "steps", "dag");

    private final Set<ObjectNeed> found = new LinkedHashSet<>();

    private ObjectNeeds() {}

    public static List<ObjectNeed> of(EffectiveSpecification specification, List<ReachedTemplate> templates) {
        ObjectNeeds needs = new ObjectNeeds();
        Place place = Place.of(specification.submitted());
        for (ManifestObject layer : specification.layers()) {
            TemplateHolder holder = specification.holderOf(layer);
            needs.in(layer, "WorkflowSpec", NOT_OF_THE_SPECIFICATION, place, holder);
            needs.named(layer, "podPriorityClassName", place, holder);
        }
        for (ReachedTemplate template : templates) {
            needs.in(template.template(), "Template", NOT_OF_A_TEMPLATE, template.place(), template.holder());
            needs.named(template.template(), "priorityClassName", template.place(), template.holder());
            PodTemplate.of(specification, template).ifPresent(needs::mountedBy);
        }
        return new ArrayList<>(needs.found);
    }

    private void mountedBy(PodTemplate pod) {
        for (ManifestObject volume : pod.mountedVolumes()) {
            Place place = pod.placeOf(volume);
            in(volume, "Volume", Set.of(), place, place.holder());
        }
    }

    private void in(ManifestObject owner, String type, Set<String> without, Place near, TemplateHolder holder) {
        TypedObjects.below(owner, type, without, (objectType, field, object) -> {
            Place place = near.of(object, holder);
            switch (objectType) {
                case "SecretKeySelector", "SecretEnvSource" -> add(Kind.SECRET, object, "name", place);
                case "ConfigMapKeySelector", "ConfigMapEnvSource" -> add(Kind.CONFIG_MAP, object, "name", place);
                case "SecretVolumeSource" -> add(Kind.SECRET, object, "secretName", place);
                case "SecretProjection" -> add(Kind.SECRET, object, "name", place);
                case "ConfigMapVolumeSource", "ConfigMapProjection" -> add(Kind.CONFIG_MAP, object, "name", place);
                case "ArtifactRepositoryRef" -> add(Kind.CONFIG_MAP, object, "configMap", place);
                case "PersistentVolumeClaimVolumeSource" -> add(Kind.VOLUME_CLAIM, object, "claimName", place);
                case "LocalObjectReference" ->
                    add(field.equals("imagePullSecrets") ? Kind.IMAGE_PULL_SECRET : Kind.SECRET, object, "name", place);
                default -> {}
            }
        });
    }

    private void add(Kind kind, ManifestObject object, String field, Place place) {
        String name = object.string(field).orElse("");
        if (name.isEmpty() || inAnotherNamespace(object)) {
            return;
        }
        boolean optional = isTrue(object, "optional") || hasDefault(object);
        Optional<String> key = object.string("key").filter(text -> !text.isEmpty());
        if (key.isPresent()) {
            found.add(new ObjectNeed(kind, name, key, optional, place));
            return;
        }
        found.add(new ObjectNeed(kind, name, Optional.empty(), optional, place));
        for (ManifestObject item : TypedObjects.elements(object, "items")) {
            found.add(new ObjectNeed(kind, name, item.string("key"), optional, place));
        }
    }

    /** The config map of a semaphore may be in another namespace; the controller reads it with its own permission. */
    private static boolean inAnotherNamespace(ManifestObject object) {
        return object.parent() instanceof ManifestObject owner
                && !owner.string("namespace").orElse("").isEmpty()
                && owner.object("configMapKeyRef")
                        .filter(reference -> reference == object)
                        .isPresent();
    }

    /** A parameter with a default value does not need its config map. */
    private static boolean hasDefault(ManifestObject object) {
        return object.parent() instanceof ManifestObject owner
                && owner.get("default").isPresent()
                && owner.object("configMapKeyRef")
                        .filter(reference -> reference == object)
                        .isPresent();
    }

    private static boolean isTrue(ManifestObject object, String field) {
        return object.get(field)
                .filter(node ->
                        node instanceof ManifestScalar scalar && scalar.text().equals("true"))
                .isPresent();
    }

    private void named(ManifestObject owner, String field, Place near, TemplateHolder holder) {
        Optional<ManifestNode> node = owner.get(field);
        owner.string(field)
                .filter(name -> !name.isEmpty())
                .ifPresent(name -> node.ifPresent(at -> found.add(
                        new ObjectNeed(Kind.PRIORITY_CLASS, name, Optional.empty(), false, near.of(at, holder)))));
    }
}
