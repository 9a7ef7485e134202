package io.tiphys.validation.requirement.pod;

import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.requirement.template.PlainValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The containers of a template's pod, without Argo's own.
 *
 * @param main the main containers, then the sidecars
 * @param init the init containers
 * @param standIn whether the only container is Argo's own, because the template has none
 */
record PodContainers(List<Map<String, Object>> main, List<Map<String, Object>> init, boolean standIn) {
    /** The controller's default; the actual image is in its configuration. */
    private static final String EXECUTOR_IMAGE = "quay.io/argoproj/argoexec:v4.0.5";

    private static final String MAIN = "main";

    /** Argo's own fields of containers, unknown to Kubernetes. */
    private static final Set<String> OF_ARGO = Set.of("source", "dependencies", "mirrorVolumeMounts");

    private static final Set<String> NAMES_OF_ARGO = Set.of("wait", "init");

    /**
     * The containers of a template.
     *
     * @param written the template as written, which determines the type
     * @param complete the template with its defaults
     */
    static PodContainers of(ManifestObject written, Map<String, Object> complete) {
        List<Map<String, Object>> main = new ArrayList<>();
        for (String type : List.of("container", "script")) {
            if (written.get(type).isPresent()) {
                main.add(container(PlainValues.object(complete, type), MAIN));
            }
        }
        if (written.get("containerSet").isPresent()) {
            main.addAll(set(PlainValues.object(complete, "containerSet")));
        }
        boolean standIn = main.isEmpty();
        if (standIn) {
            main.add(executor());
        }
        List<?> mounts = main.get(0).get("volumeMounts") instanceof List<?> list ? list : List.of();
        PlainValues.objects(complete, "sidecars").forEach(sidecar -> main.add(user(sidecar, mounts)));
        List<Map<String, Object>> init = new ArrayList<>();
        PlainValues.objects(complete, "initContainers").forEach(one -> init.add(user(one, mounts)));
        return new PodContainers(main, init, standIn);
    }

    /** A patch without the parts about Argo's own containers, which are not in this pod. */
    static Map<String, Object> withoutArgos(Map<String, Object> patch) {
        Map<String, Object> rest = new LinkedHashMap<>(patch);
        for (String field : List.of("containers", "initContainers")) {
            if (rest.get(field) instanceof List<?> list) {
                rest.put(
                        field,
                        list.stream()
                                .filter(one -> !(one instanceof Map<?, ?> map && isOfArgo(map.get("name"))))
                                .toList());
            }
        }
        return rest;
    }

    private static boolean isOfArgo(@Nullable Object name) {
        return name instanceof String text && NAMES_OF_ARGO.contains(text);
    }

    private static List<Map<String, Object>> set(Map<String, Object> set) {
        List<Map<String, Object>> mounts = PlainValues.objects(set, "volumeMounts");
        List<Map<String, Object>> containers = new ArrayList<>();
        PlainValues.objects(set, "containers")
                .forEach(one -> containers.add(
                        withMounts(container(one, String.valueOf(one.getOrDefault("name", MAIN))), mounts)));
        return containers;
    }

    private static Map<String, Object> user(Map<String, Object> container, List<?> mounts) {
        boolean mirrors = Boolean.TRUE.equals(container.get("mirrorVolumeMounts"));
        Map<String, Object> own = container(container, String.valueOf(container.getOrDefault("name", "")));
        return mirrors ? withMounts(own, mounts) : own;
    }

    private static Map<String, Object> withMounts(Map<String, Object> container, List<?> mounts) {
        List<Object> all = new ArrayList<>(PlainValues.objects(container, "volumeMounts"));
        mounts.stream().filter(mount -> !all.contains(mount)).forEach(all::add);
        container.put("volumeMounts", all);
        return container;
    }

    private static Map<String, Object> container(Map<String, Object> written, String name) {
        Map<String, Object> container = new LinkedHashMap<>(written);
        container.keySet().removeAll(OF_ARGO);
        container.put("name", name);
        return container;
    }

    /** A container of Argo itself, with its default image; a new map. */
    static Map<String, Object> executor() {
        Map<String, Object> container = new LinkedHashMap<>();
        container.put("name", MAIN);
        container.put("image", EXECUTOR_IMAGE);
        container.put("command", List.of("argoexec"));
        container.put(
                "securityContext",
                Map.of(
                        "capabilities", Map.of("drop", List.of("ALL")),
                        "privileged", false,
                        "runAsNonRoot", true,
                        "runAsUser", 8737,
                        "readOnlyRootFilesystem", true,
                        "allowPrivilegeEscalation", false,
                        "seccompProfile", Map.of("type", "RuntimeDefault")));
        return container;
    }
}
