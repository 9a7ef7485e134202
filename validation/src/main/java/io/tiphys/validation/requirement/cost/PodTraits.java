package io.tiphys.validation.requirement.cost;

import io.tiphys.validation.requirement.pod.PodTemplate;
import io.tiphys.validation.requirement.pod.PodTemplate.FieldOf;
import io.tiphys.validation.requirement.template.EffectiveSpecification;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The traits of a pod that determine whether a scoped quota applies.
 *
 * @param priorityClass the priority class as written; empty for the cluster's default
 * @param deadline whether the pod has a deadline ({@code activeDeadlineSeconds}; Argo 4.0.5 sets it from that of the
 *     workflow, of the template, and from the template's timeout)
 */
public record PodTraits(Optional<String> priorityClass, boolean deadline) {
    public PodTraits {
        Objects.requireNonNull(priorityClass);
    }

    static PodTraits of(PodTemplate pod, EffectiveSpecification specification) {
        boolean deadline = specification.get("activeDeadlineSeconds").isPresent()
                || Stream.of("activeDeadlineSeconds", "timeout").anyMatch(field -> says(pod, specification, field));
        return new PodTraits(
                pod.field("priorityClassName", "podPriorityClassName").map(FieldOf::text), deadline);
    }

    private static boolean says(PodTemplate pod, EffectiveSpecification specification, String field) {
        return pod.reached().template().get(field).isPresent()
                || specification
                        .object("templateDefaults")
                        .flatMap(defaults -> defaults.get(field))
                        .isPresent();
    }
}
