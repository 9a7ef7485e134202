package io.tiphys.validation.requirement.pod;

import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.requirement.pod.PodTemplate.FieldOf;
import io.tiphys.validation.requirement.template.EffectiveSpecification;
import io.tiphys.validation.requirement.template.OpenValues;
import io.tiphys.validation.requirement.template.Place;
import io.tiphys.validation.requirement.template.PlainValues;
import io.tiphys.validation.requirement.template.WorkflowArguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Creates the pods that run beside those of the templates: the agent of http and plugin templates, and those that delete
 * artifacts ({@code createAgentPod} and {@code createArtifactGCPod} of {@code workflow/controller}, Argo Workflows 4.0.5).
 * The sidecars of executor plugins and artifact drivers are part of the installation, and are left out.
 */
public final class PodsBeside {
    private static final String PATCH = "podSpecPatch";
    private static final String COLLECTION = "artifactGC";
    private static final Map<String, Object> NO_ROOT =
            Map.of("runAsNonRoot", true, "runAsUser", 8737, "seccompProfile", Map.of("type", "RuntimeDefault"));

    private final EffectiveSpecification specification;
    private final WorkflowArguments arguments;

    private PodsBeside(EffectiveSpecification specification) {
        this.specification = specification;
        this.arguments = new WorkflowArguments(specification);
    }

    /**
     * An account that such a pod acts as.
     *
     * @param account its name as written; may contain a {@code {{variable}}}
     * @param place the node that chooses the account, or that makes the pod necessary
     */
    public record Acting(String account, Place place) {}

    /** The pod of the agent, which all templates share. @param acting the account of the specification */
    public static PodShape agent(EffectiveSpecification specification, Acting acting) {
        return new PodsBeside(specification).agent(acting);
    }

    /** A pod that deletes artifacts. */
    public static PodShape deletion(EffectiveSpecification specification, Acting acting) {
        return new PodsBeside(specification).deletion(acting);
    }

    private PodShape agent(Acting use) {
        Map<String, Object> spec = spec("OnFailure");
        Map<String, Object> init = PodContainers.executor();
        init.put("name", "init");
        spec.put("initContainers", List.of(init));
        Scheduling.into(spec, Map.of(), specification);
        spec.remove("hostNetwork");
        spec.put("automountServiceAccountToken", false);
        String secret = use.account() + ".service-account-token";
        spec.put(
                "volumes",
                List.of(
                        Map.of("name", "var-run-argo", "emptyDir", Map.of()),
                        Map.of("name", "exec-sa-token", "secret", Map.of("secretName", secret))));
        return shape(
                use.place(),
                "agent",
                spec,
                specification.object("podMetadata"),
                FieldOf.of(specification, PATCH, use.place()));
    }

    private PodShape deletion(Acting use) {
        Map<String, Object> spec = spec("Never");
        spec.put("serviceAccountName", use.account());
        spec.put("automountServiceAccountToken", true);
        Optional<ManifestObject> metadata =
                specification.object(COLLECTION).flatMap(collection -> collection.object("podMetadata"));
        Optional<FieldOf> patch = FieldOf.in(specification, COLLECTION, PATCH, use.place());
        return shape(use.place(), "artifact-gc", spec, metadata, patch);
    }

    private static Map<String, Object> spec(String restartPolicy) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("restartPolicy", restartPolicy);
        spec.put("securityContext", NO_ROOT);
        spec.put("containers", List.of(PodContainers.executor()));
        return spec;
    }

    /** Argo applies the whole patch: one for a container that this pod does not have adds a container without an image. */
    private PodShape shape(
            Place place,
            String component,
            Map<String, Object> spec,
            Optional<ManifestObject> podMetadata,
            Optional<FieldOf> patch) {
        List<String> open = new ArrayList<>();
        Map<String, Object> patched = PodPatches.apply(spec, patch.stream(), arguments, whole -> whole, open);
        patched.values().removeIf(value -> value instanceof List<?> list && list.isEmpty());
        Map<String, Object> labels = new LinkedHashMap<>();
        labels.put("workflows.argoproj.io/workflow", "preflight");
        labels.put("workflows.argoproj.io/completed", "false");
        labels.put("workflows.argoproj.io/component", component);
        Map<String, Object> annotations = new LinkedHashMap<>();
        podMetadata.map(PlainValues::of).ifPresent(metadata -> {
            labels.putAll(PlainValues.object(metadata, "labels"));
            annotations.putAll(PlainValues.object(metadata, "annotations"));
        });
        OpenValues values = new OpenValues(arguments);
        Map<String, Object> filled = values.fillIn(
                Map.of("metadata", Map.of("labels", labels, "annotations", annotations), "spec", patched));
        open.addAll(values.open());
        return new PodShape(place, filled, Map.of(), open, true);
    }
}
