package io.tiphys.validation.requirement.pod;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.fields.TypedObjects;
import io.tiphys.validation.requirement.pod.PodTemplate.FieldOf;
import io.tiphys.validation.requirement.template.EffectiveSpecification;
import io.tiphys.validation.requirement.template.OpenValues;
import io.tiphys.validation.requirement.template.Place;
import io.tiphys.validation.requirement.template.PlainValues;
import io.tiphys.validation.requirement.template.ReachedTemplate;
import io.tiphys.validation.requirement.template.WorkflowArguments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Creates the pod of a template like {@code createWorkflowPod} of {@code workflow/controller/workflowpod.go} does (Argo Workflows
 * 4.0.5).
 */
public final class PodShapes {
    private static final String PATCH = "podSpecPatch";

    private final EffectiveSpecification specification;
    private final PodTemplate pod;
    private final Map<String, Object> template;
    private final Map<String, Object> spec = new LinkedHashMap<>();
    private final Map<String, Place> places = new HashMap<>();

    private PodShapes(EffectiveSpecification specification, PodTemplate pod) {
        this.specification = specification;
        this.pod = pod;
        Map<String, Object> defaults =
                specification.object("templateDefaults").map(PlainValues::of).orElseGet(LinkedHashMap::new);
        this.template =
                StrategicMerge.merge(defaults, PlainValues.of(pod.reached().template()));
    }

    /** The pod of a template. */
    public static PodShape of(EffectiveSpecification specification, PodTemplate pod) {
        return new PodShapes(specification, pod).shape();
    }

    private PodShape shape() {
        WorkflowArguments arguments = new WorkflowArguments(specification);
        spec.put("restartPolicy", "Never");
        PodContainers containers = PodContainers.of(pod.reached().template(), template);
        spec.put("containers", containers.main());
        spec.put("initContainers", containers.init());
        spec.put("volumes", volumes());
        Scheduling.into(spec, template, specification);
        places();
        List<String> open = new ArrayList<>();
        Map<String, Object> patched = patched(arguments, open);
        patched.values().removeIf(value -> value instanceof List<?> list && list.isEmpty());
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("metadata", metadata());
        whole.put("spec", patched);
        OpenValues values = new OpenValues(arguments);
        Map<String, Object> filled = values.fillIn(whole);
        open.addAll(values.open());
        return new PodShape(pod.reached().place(), filled, places, open, containers.standIn());
    }

    private Map<String, Object> metadata() {
        Map<String, Object> labels = new LinkedHashMap<>();
        labels.put("workflows.argoproj.io/workflow", "preflight");
        labels.put("workflows.argoproj.io/completed", "false");
        Map<String, Object> annotations = new LinkedHashMap<>();
        annotations.put("kubectl.kubernetes.io/default-container", "main");
        Map<String, Object> ofAllPods =
                specification.object("podMetadata").map(PlainValues::of).orElseGet(LinkedHashMap::new);
        for (var owner : List.of(ofAllPods, PlainValues.object(template, "metadata"))) {
            labels.putAll(PlainValues.object(owner, "labels"));
            annotations.putAll(PlainValues.object(owner, "annotations"));
        }
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("labels", labels);
        metadata.put("annotations", annotations);
        return metadata;
    }

    private List<Map<String, Object>> volumes() {
        List<Map<String, Object>> volumes = new ArrayList<>();
        for (String own : List.of("var-run-argo", "tmp-dir-argo")) {
            volumes.add(new LinkedHashMap<>(Map.of("name", own, "emptyDir", Map.of())));
        }
        volumes.addAll(PlainValues.objects(template, "volumes"));
        for (ManifestObject volume : pod.mountedVolumes()) {
            String name = volume.string("name").orElse("");
            if (volumes.stream().noneMatch(one -> name.equals(one.get("name")))) {
                places.put("spec.volumes[" + volumes.size() + "]", pod.placeOf(volume));
                volumes.add(PlainValues.of(volume));
            }
        }
        for (String claim : pod.mountedClaimTemplates()) {
            volumes.add(new LinkedHashMap<>(
                    Map.of("name", claim, "persistentVolumeClaim", Map.of("claimName", "preflight-" + claim))));
        }
        return volumes;
    }

    private Map<String, Object> patched(WorkflowArguments arguments, List<String> open) {
        Stream<FieldOf> patches =
                Stream.of(pod.ofSpecification(PATCH), pod.ofTemplate(PATCH)).flatMap(Optional::stream);
        return PodPatches.apply(spec, patches, arguments, PodContainers::withoutArgos, open);
    }

    private void places() {
        ReachedTemplate reached = pod.reached();
        note("spec.containers", pod.containers());
        note("spec.initContainers", pod.initContainers());
        List<ManifestObject> own = TypedObjects.elements(reached.template(), "volumes");
        for (int i = 0; i < own.size(); i++) {
            places.put("spec.volumes[" + (i + 2) + "]", reached.at(own.get(i)));
        }
        for (String field : List.of("labels", "annotations")) {
            Optional<ManifestNode> ofTemplate =
                    reached.template().object("metadata").flatMap(metadata -> metadata.get(field));
            ofTemplate
                    .map(reached::at)
                    .or(() -> specification
                            .submitted()
                            .object("podMetadata")
                            .flatMap(metadata -> metadata.get(field))
                            .map(Place::of))
                    .ifPresent(place -> places.put("metadata." + field, place));
        }
    }

    private void note(String path, List<ManifestObject> containers) {
        for (int i = 0; i < containers.size(); i++) {
            places.put(path + "[" + i + "]", pod.reached().at(containers.get(i)));
        }
    }
}
