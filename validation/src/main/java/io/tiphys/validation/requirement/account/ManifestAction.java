package io.tiphys.validation.requirement.account;

import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.reader.EmbeddedObjects;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The action of a resource template on an object of the cluster, with the permissions that it needs
 * ({@code workflow/executor/resource.go} of Argo Workflows 4.0.5, which runs kubectl with the pod's account).
 *
 * @param apiVersion the object's API version
 * @param kind the object's kind
 * @param namespace the namespace that the manifest names; empty for the workflow's
 * @param name the object's name; empty if it is known only at run time
 * @param verbs the required verbs
 */
public record ManifestAction(
        String apiVersion, String kind, Optional<String> namespace, Optional<String> name, Set<String> verbs) {
    /** The actions of a resource template, one for each document; empty if they are known only at run time. */
    static Optional<List<ManifestAction>> of(ManifestObject template, ManifestObject resource) {
        Optional<String> manifest = resource.string("manifest").filter(text -> !text.isBlank());
        Optional<Set<String>> verbs = verbs(template, resource);
        if (manifest.isEmpty() || verbs.isEmpty()) {
            return Optional.empty();
        }
        List<ManifestAction> actions = new ArrayList<>();
        for (Optional<ManifestObject> object : EmbeddedObjects.of(manifest.get())) {
            Optional<ManifestAction> action = object.flatMap(one -> of(one, verbs.get()));
            if (action.isEmpty()) {
                return Optional.empty();
            }
            actions.add(action.get());
        }
        return actions.isEmpty() ? Optional.empty() : Optional.of(actions);
    }

    private static Optional<ManifestAction> of(ManifestObject object, Set<String> verbs) {
        Optional<ManifestObject> metadata = object.object("metadata");
        Optional<String> namespace =
                metadata.flatMap(one -> one.string("namespace")).filter(text -> !text.isEmpty());
        if (namespace.filter(EmbeddedObjects::isOpen).isPresent()) {
            return Optional.empty();
        }
        Optional<String> name = metadata.flatMap(one -> one.string("name"))
                .filter(text -> !text.isEmpty() && !EmbeddedObjects.isOpen(text));
        return known(object, "apiVersion")
                .flatMap(version ->
                        known(object, "kind").map(kind -> new ManifestAction(version, kind, namespace, name, verbs)));
    }

    private static Optional<String> known(ManifestObject object, String field) {
        return object.string(field).filter(text -> !text.isEmpty() && !EmbeddedObjects.isOpen(text));
    }

    /**
     * The verbs of an action. Argo reads the object to wait for a condition or to extract an output. {@code kubectl
     * replace} reads the replaced object; {@code apply} reads and then creates or patches. With flags or JSON patches the verbs
     * are unknown.
     */
    private static Optional<Set<String>> verbs(ManifestObject template, ManifestObject resource) {
        boolean undecided = resource.array("flags")
                        .filter(flags -> !flags.elements().isEmpty())
                        .isPresent()
                || resource.string("mergeStrategy").orElse("").equals("json");
        Set<String> verbs = new LinkedHashSet<>(
                switch (resource.string("action").orElse("")) {
                    case "get" -> List.of("get");
                    case "create" -> List.of("create");
                    case "apply" -> List.of("create", "get", "patch");
                    case "delete" -> List.of("delete");
                    case "patch" -> List.of("patch");
                    case "replace" -> List.of("get", "update");
                    default -> List.of();
                });
        if (undecided || verbs.isEmpty()) {
            return Optional.empty();
        }
        if (!verbs.contains("delete") && isReadAfterwards(template, resource)) {
            verbs.add("get");
        }
        return Optional.of(verbs);
    }

    private static boolean isReadAfterwards(ManifestObject template, ManifestObject resource) {
        boolean waits = !resource.string("successCondition").orElse("").isEmpty()
                || !resource.string("failureCondition").orElse("").isEmpty();
        boolean takesOutputs = template.object("outputs")
                .flatMap(outputs -> outputs.array("parameters"))
                .filter(parameters -> !parameters.elements().isEmpty())
                .isPresent();
        return waits || takesOutputs;
    }
}
