package io.tiphys.validation.requirement.pod;

import io.tiphys.validation.requirement.template.PlainValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Implements Kubernetes' strategic merge patch without its directives: objects merge by field, lists of the fields
 * below by the key of their elements, all other values are replaced. The keys are those of {@code k8s.io/api/core/v1} 0.36 for
 * the specification of a pod, and of Argo 4.0.5 for a template, which uses the same names of lists.
 */
final class StrategicMerge {
    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("containers", "name"),
            Map.entry("initContainers", "name"),
            Map.entry("ephemeralContainers", "name"),
            Map.entry("sidecars", "name"),
            Map.entry("volumes", "name"),
            Map.entry("env", "name"),
            Map.entry("imagePullSecrets", "name"),
            Map.entry("resourceClaims", "name"),
            Map.entry("schedulingGates", "name"),
            Map.entry("volumeMounts", "mountPath"),
            Map.entry("volumeDevices", "devicePath"),
            Map.entry("ports", "containerPort"),
            Map.entry("hostAliases", "ip"),
            Map.entry("topologySpreadConstraints", "topologyKey"));

    private StrategicMerge() {}

    /** Whether a patch contains a directive; such a patch cannot be merged here. */
    static boolean hasDirective(@Nullable Object patch) {
        if (patch instanceof Map<?, ?> map) {
            return map.keySet().stream().anyMatch(key -> String.valueOf(key).startsWith("$"))
                    || map.values().stream().anyMatch(StrategicMerge::hasDirective);
        }
        return patch instanceof List<?> list && list.stream().anyMatch(StrategicMerge::hasDirective);
    }

    /** The result of a patch: a null of the patch removes a field. */
    static Map<String, Object> merge(Map<String, Object> original, Map<String, Object> patch) {
        Map<String, Object> merged = new LinkedHashMap<>(original);
        patch.forEach((field, value) -> {
            if (value == PlainValues.NOTHING) {
                merged.remove(field);
            } else {
                merged.put(field, value(field, merged.get(field), value));
            }
        });
        return merged;
    }

    private static Object value(String field, @Nullable Object original, Object patch) {
        Optional<Map<String, Object>> object = PlainValues.map(original);
        Optional<Map<String, Object>> change = PlainValues.map(patch);
        if (object.isPresent() && change.isPresent()) {
            return merge(object.get(), change.get());
        }
        String key = KEYS.get(field);
        return key != null && original instanceof List<?> list && patch instanceof List<?> changes
                ? list(key, list, changes)
                : patch;
    }

    private static List<Object> list(String key, List<?> original, List<?> changes) {
        List<Object> merged = new ArrayList<>(original);
        for (Object change : changes) {
            Optional<Map<String, Object>> object = PlainValues.map(change);
            int at = object.map(one -> position(key, one.get(key), merged)).orElse(-1);
            if (at < 0) {
                merged.add(change);
            } else {
                merged.set(at, merge(PlainValues.map(merged.get(at)).orElseThrow(), object.orElseThrow()));
            }
        }
        return merged;
    }

    private static int position(String key, @Nullable Object value, List<Object> list) {
        for (int i = 0; i < list.size(); i++) {
            Optional<Map<String, Object>> element = PlainValues.map(list.get(i));
            if (value != null
                    && element.filter(one -> Objects.equals(one.get(key), value))
                            .isPresent()) {
                return i;
            }
        }
        return -1;
    }
}
