package io.tiphys.validation.requirement.pod;

import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.fields.TypedObjects;
import io.tiphys.validation.requirement.template.EffectiveSpecification;
import io.tiphys.validation.requirement.template.Place;
import io.tiphys.validation.requirement.template.ReachedTemplate;
import io.tiphys.validation.requirement.template.TemplateHolder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A template that runs as a pod, with the fields of that pod. */
public final class PodTemplate {
    private static final List<String> MADE_AS_PODS = List.of("container", "script", "resource", "containerSet", "data");

    private final EffectiveSpecification specification;
    private final ReachedTemplate reached;

    private PodTemplate(EffectiveSpecification specification, ReachedTemplate reached) {
        this.specification = specification;
        this.reached = reached;
    }

    /** The pod of a template; empty for a template without one: steps, a DAG, suspend, and templates of the agent. */
    public static Optional<PodTemplate> of(EffectiveSpecification specification, ReachedTemplate reached) {
        boolean pod = MADE_AS_PODS.stream()
                .anyMatch(type -> reached.template().get(type).isPresent());
        return pod ? Optional.of(new PodTemplate(specification, reached)) : Optional.empty();
    }

    public ReachedTemplate reached() {
        return reached;
    }

    /** The main containers and the sidecars of the template, without Argo's own. */
    public List<ManifestObject> containers() {
        ManifestObject template = reached.template();
        List<ManifestObject> containers = new ArrayList<>();
        template.object("container").ifPresent(containers::add);
        template.object("script").ifPresent(containers::add);
        template.object("containerSet").ifPresent(set -> containers.addAll(TypedObjects.elements(set, "containers")));
        containers.addAll(TypedObjects.elements(template, "sidecars"));
        return containers;
    }

    public List<ManifestObject> initContainers() {
        return TypedObjects.elements(reached.template(), "initContainers");
    }

    /** The volumes that at least one container of the pod mounts; Argo omits the others. */
    public List<ManifestObject> mountedVolumes() {
        Set<String> mounted = mountedNames();
        return Stream.concat(
                        specification.elements("volumes").stream(),
                        TypedObjects.elements(reached.template(), "volumes").stream())
                .filter(volume ->
                        volume.string("name").filter(mounted::contains).isPresent())
                .toList();
    }

    /** The names of the workflow's claim templates that at least one container of the pod mounts. */
    List<String> mountedClaimTemplates() {
        Set<String> mounted = mountedNames();
        return specification.elements(ClaimTemplate.FIELD).stream()
                .map(ClaimTemplate::name)
                .filter(mounted::contains)
                .distinct()
                .toList();
    }

    private Set<String> mountedNames() {
        Set<String> mounted = new HashSet<>();
        Stream<ManifestObject> mounting = Stream.of(
                        containers().stream(),
                        initContainers().stream(),
                        reached.template().object("containerSet").stream())
                .flatMap(one -> one);
        mounting.forEach(container -> Stream.of("volumeMounts", "volumeDevices")
                .flatMap(field -> TypedObjects.elements(container, field).stream())
                .forEach(mount -> mount.string("name").ifPresent(mounted::add)));
        return mounted;
    }

    /** The source location of a volume of {@link #mountedVolumes()}. */
    public Place placeOf(ManifestObject volume) {
        return specification.layers().stream()
                .filter(layer ->
                        TypedObjects.elements(layer, "volumes").stream().anyMatch(one -> one == volume))
                .findFirst()
                .map(layer -> reached.place().of(volume, specification.holderOf(layer)))
                .orElseGet(() -> reached.at(volume));
    }

    /** A field of the template, else of its defaults, else of the specification. */
    public Optional<FieldOf> field(String ofTemplate, String ofSpecification) {
        return ofTemplate(ofTemplate).or(() -> ofSpecification(ofSpecification));
    }

    /** A field of the template, or else of its defaults. */
    public Optional<FieldOf> ofTemplate(String ofTemplate) {
        Optional<FieldOf> own = FieldOf.of(reached.template(), ofTemplate, reached.place(), reached.holder());
        Optional<FieldOf> defaults = specification.layers().stream()
                .flatMap(layer -> layer.object("templateDefaults").stream()
                        .flatMap(object ->
                                FieldOf.of(object, ofTemplate, reached.place(), specification.holderOf(layer))
                                        .stream()))
                .findFirst();
        return own.or(() -> defaults);
    }

    /** A field of the specification. */
    public Optional<FieldOf> ofSpecification(String field) {
        return FieldOf.of(specification, field, reached.place());
    }

    /** A non-empty text with its source location. */
    public record FieldOf(String text, Place place) {
        public static Optional<FieldOf> of(ManifestObject owner, String field, Place near, TemplateHolder holder) {
            return owner.string(field)
                    .filter(text -> !text.isEmpty())
                    .flatMap(text -> owner.get(field).map(node -> new FieldOf(text, near.of(node, holder))));
        }

        /** A field of a specification. */
        public static Optional<FieldOf> of(EffectiveSpecification specification, String field, Place near) {
            return specification.layers().stream()
                    .flatMap(layer -> of(layer, field, near, specification.holderOf(layer)).stream())
                    .findFirst();
        }

        /** A field of an object in a specification. */
        public static Optional<FieldOf> in(
                EffectiveSpecification specification, String object, String field, Place near) {
            return specification.layers().stream()
                    .flatMap(layer -> layer.object(object).stream()
                            .flatMap(owner -> of(owner, field, near, specification.holderOf(layer)).stream()))
                    .findFirst();
        }
    }
}
