package io.tiphys.validation.requirement.pod;

import io.tiphys.validation.accounts.PodSpecPatch;
import io.tiphys.validation.requirement.pod.PodTemplate.FieldOf;
import io.tiphys.validation.requirement.template.PlainValues;
import io.tiphys.validation.requirement.template.WorkflowArguments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Applies a {@code podSpecPatch} to the specification of a pod. */
final class PodPatches {
    private PodPatches() {}

    /**
     * The specification with patches in their order.
     *
     * @param part the part of a patch that concerns this pod
     * @param open receives an entry for a patch that is known only at run time, or that cannot be read
     */
    static Map<String, Object> apply(
            Map<String, Object> spec,
            Stream<FieldOf> patches,
            WorkflowArguments arguments,
            UnaryOperator<Map<String, Object>> part,
            List<String> open) {
        Map<String, Object> patched = spec;
        for (FieldOf patch : patches.toList()) {
            Optional<Map<String, Object>> change = arguments
                    .fillIn(patch.text())
                    .flatMap(PodSpecPatch::read)
                    .map(PlainValues::of)
                    .filter(one -> !StrategicMerge.hasDirective(one));
            if (change.isEmpty()) {
                open.add("podSpecPatch");
            } else {
                patched = StrategicMerge.merge(patched, part.apply(change.get()));
            }
        }
        return new LinkedHashMap<>(patched);
    }
}
