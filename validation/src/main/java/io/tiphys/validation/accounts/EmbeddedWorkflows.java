package io.tiphys.validation.accounts;

import io.tiphys.validation.accounts.ServiceAccountReference.Certainty;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.document.reader.EmbeddedObjects;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The service accounts of workflows, workflow templates and cron workflows that a resource template creates or changes. Such
 * objects bypass the gateway. Manifests that are known only at run time ({@code manifestFrom}, a manifest whose kind is a
 * variable) and objects of other kinds are not checked.
 */
final class EmbeddedWorkflows {
    private static final String GROUP = "argoproj.io/";
    private static final String CRON_WORKFLOW = "CronWorkflow";
    private static final Set<String> TEMPLATES = Set.of("WorkflowTemplate", "ClusterWorkflowTemplate");
    private static final Set<String> KEEPS_OBJECTS = Set.of("get", "delete");

    /** Each level is read again with its whole content, so the number of levels must be bounded. */
    private static final int MOST_LEVELS = 4;

    private EmbeddedWorkflows() {}

    /**
     * The accounts in a manifest; undecided if its workflows are nested in too many levels.
     *
     * @param manifest the field {@code manifest} of a resource template
     * @param level the number of manifests around it
     */
    static List<ServiceAccountReference> accounts(ManifestNode manifest, int level) {
        boolean changes = manifest.parent() instanceof ManifestObject resource
                && !KEEPS_OBJECTS.contains(resource.string("action").orElse(""));
        if (changes && level == MOST_LEVELS) {
            return ManifestScalar.stringOf(manifest).filter(text -> text.contains(GROUP)).stream()
                    .map(text -> ServiceAccountReference.undecided("", manifest))
                    .toList();
        }
        return changes
                ? ManifestScalar.stringOf(manifest).stream()
                        .flatMap(text -> EmbeddedObjects.of(text).stream())
                        .flatMap(Optional::stream)
                        .flatMap(object -> inObject(object, level + 1))
                        .map(reference -> at(manifest, reference))
                        .distinct()
                        .toList()
                : List.of();
    }

    private static Stream<ServiceAccountReference> inObject(ManifestObject object, int level) {
        String kind = object.string("kind").orElse("");
        boolean template = TEMPLATES.contains(kind);
        boolean known = template || kind.equals("Workflow") || kind.equals(CRON_WORKFLOW);
        if (!known || !object.string("apiVersion").orElse("").startsWith(GROUP)) {
            return Stream.empty();
        }
        Optional<ManifestObject> spec = object.object("spec")
                .flatMap(one -> kind.equals(CRON_WORKFLOW) ? one.object("workflowSpec") : Optional.of(one));
        // The workflow that uses a template may name the account.
        return spec.stream()
                .flatMap(one -> ServiceAccountReferences.in(one, level).stream()
                        .filter(reference ->
                                !(template && reference.certainty() == Certainty.DEFAULT && reference.at() == one)));
    }

    private static ServiceAccountReference at(ManifestNode manifest, ServiceAccountReference inside) {
        boolean open = EmbeddedObjects.isOpen(inside.name());
        return new ServiceAccountReference(open ? Certainty.UNDECIDED : inside.certainty(), inside.name(), manifest);
    }
}
