package io.tiphys.validation.requirement.pod;

import io.tiphys.validation.requirement.template.EffectiveSpecification;
import io.tiphys.validation.requirement.template.PlainValues;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a pod runs, as which account, and how it finds images and hosts. */
final class Scheduling {
    private Scheduling() {}

    /**
     * Adds the fields to the specification of a pod.
     *
     * @param template the pod's template, whose fields take precedence over those of the workflow; empty for none
     */
    static void into(Map<String, Object> spec, Map<String, Object> template, EffectiveSpecification specification) {
        Map.of(
                        "nodeSelector", "nodeSelector",
                        "affinity", "affinity",
                        "tolerations", "tolerations",
                        "schedulerName", "schedulerName",
                        "priorityClassName", "podPriorityClassName",
                        "securityContext", "securityContext",
                        "serviceAccountName", "serviceAccountName",
                        "automountServiceAccountToken", "automountServiceAccountToken")
                .forEach((field, ofWorkflow) -> {
                    Object value = template.get(field);
                    put(spec, field, value == null ? of(specification, ofWorkflow) : value);
                });
        for (String field : List.of("hostNetwork", "dnsPolicy", "dnsConfig")) {
            put(spec, field, of(specification, field));
        }
        spec.put(
                "imagePullSecrets",
                specification.elements("imagePullSecrets").stream()
                        .map(PlainValues::of)
                        .toList());
        spec.put(
                "hostAliases",
                Stream.concat(
                                specification.elements("hostAliases").stream().map(PlainValues::of),
                                PlainValues.objects(template, "hostAliases").stream())
                        .toList());
    }

    private static void put(Map<String, Object> spec, String field, @Nullable Object value) {
        if (value != null && !value.equals("") && value != PlainValues.NOTHING) {
            spec.put(field, value);
        }
    }

    private static @Nullable Object of(EffectiveSpecification specification, String field) {
        return specification.get(field).map(PlainValues::value).orElse(null);
    }
}
