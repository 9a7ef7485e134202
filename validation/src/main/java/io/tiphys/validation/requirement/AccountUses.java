package io.tiphys.validation.requirement;

import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.fields.TypedObjects;
import io.tiphys.validation.requirement.AccountUse.Task;
import io.tiphys.validation.requirement.PodTemplate.FieldOf;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * As which accounts a workflow's pods run, and what they do as them. The rules are those of Argo Workflows 4.0.5 ({@code
 * setupServiceAccount} of {@code workflow/controller/workflowpod.go}, {@code agent.go}, {@code artifact_gc.go}): a pod runs
 * as the account of its template, else of the specification; its executor reports as an account of its own if one is
 * named; the agent runs as the account of the specification; what deletes artifacts has an account of its own.
 */
final class AccountUses {
    private static final Set<String> KEEPS_ARTIFACTS = Set.of("", "Never");

    private final EffectiveSpecification specification;
    private final Set<AccountUse> found = new LinkedHashSet<>();

    private AccountUses(EffectiveSpecification specification) {
        this.specification = specification;
    }

    static List<AccountUse> of(EffectiveSpecification specification, List<ReachedTemplate> templates) {
        AccountUses uses = new AccountUses(specification);
        for (ReachedTemplate template : templates) {
            PodTemplate.of(specification, template).ifPresent(uses::pod);
            if (Stream.of("http", "plugin")
                    .anyMatch(type -> template.template().get(type).isPresent())) {
                uses.add(uses.ofSpecification(template.place()), new Task.RunAgent());
            }
            uses.deletions(template.template(), "Template", template.place(), template.holder());
        }
        for (ManifestObject layer : specification.layers()) {
            Place place = Place.of(specification.submitted());
            uses.deletion(layer, place, specification.holderOf(layer));
        }
        return List.copyOf(uses.found);
    }

    private void pod(PodTemplate pod) {
        FieldOf account = account(pod);
        FieldOf reporting = executor(pod).orElse(account);
        add(reporting, new Task.ReportResults());
        pod.reached().template().object("resource").ifPresent(resource -> {
            Place place = pod.reached().at(resource);
            Optional<List<ManifestAction>> actions =
                    ManifestAction.of(pod.reached().template(), resource);
            if (actions.isEmpty()) {
                found.add(new AccountUse(account.text(), new Task.HandleObject(Optional.empty()), place));
            }
            actions.stream()
                    .flatMap(List::stream)
                    .forEach(action -> found.add(
                            new AccountUse(account.text(), new Task.HandleObject(Optional.of(action)), place)));
        });
    }

    /** A patch of the pod may choose another account; what it says is then not known here. */
    private FieldOf account(PodTemplate pod) {
        Optional<FieldOf> patch = pod.field("podSpecPatch", "podSpecPatch")
                .filter(text -> text.text().toLowerCase(Locale.ROOT).contains("serviceaccount"));
        return patch.map(text -> new FieldOf("{{podSpecPatch}}", text.place()))
                .or(() -> pod.field("serviceAccountName", "serviceAccountName"))
                .orElseGet(() ->
                        new FieldOf(AccountUse.DEFAULT_ACCOUNT, pod.reached().place()));
    }

    private Optional<FieldOf> executor(PodTemplate pod) {
        ReachedTemplate reached = pod.reached();
        Optional<FieldOf> own = reached.template()
                .object("executor")
                .flatMap(executor -> FieldOf.of(executor, "serviceAccountName", reached.place(), reached.holder()));
        return own.or(() -> specification.layers().stream()
                .flatMap(layer -> layer.object("executor").stream()
                        .flatMap(
                                executor -> FieldOf.of(
                                        executor, "serviceAccountName", reached.place(), specification.holderOf(layer))
                                        .stream()))
                .findFirst());
    }

    private FieldOf ofSpecification(Place near) {
        return specification.layers().stream()
                .flatMap(layer -> FieldOf.of(layer, "serviceAccountName", near, specification.holderOf(layer)).stream())
                .findFirst()
                .orElseGet(() -> new FieldOf(AccountUse.DEFAULT_ACCOUNT, near));
    }

    private void deletions(ManifestObject owner, String type, Place near, TemplateHolder holder) {
        TypedObjects.below(owner, type, Set.of("steps", "dag"), (objectType, field, object) -> {
            if (objectType.equals("Artifact")) {
                deletion(object, near, holder);
            }
        });
    }

    private void deletion(ManifestObject owner, Place near, TemplateHolder holder) {
        owner.object("artifactGC").filter(this::deletes).ifPresent(collection -> {
            Place place = near.of(collection, holder);
            FieldOf account = FieldOf.of(collection, "serviceAccountName", near, holder)
                    .or(() -> workflowLevel(near))
                    .orElseGet(() -> new FieldOf(AccountUse.DEFAULT_ACCOUNT, place));
            add(account, new Task.DeleteArtifacts());
        });
    }

    /** An artifact that names no strategy of its own has that of the workflow. */
    private boolean deletes(ManifestObject collection) {
        String strategy = collection
                .string("strategy")
                .filter(own -> !own.isEmpty())
                .or(() -> specification.object("artifactGC").flatMap(workflow -> workflow.string("strategy")))
                .orElse("");
        return !KEEPS_ARTIFACTS.contains(strategy);
    }

    private Optional<FieldOf> workflowLevel(Place near) {
        return specification.layers().stream()
                .flatMap(layer -> layer.object("artifactGC").stream()
                        .flatMap(collection ->
                                FieldOf.of(collection, "serviceAccountName", near, specification.holderOf(layer))
                                        .stream()))
                .findFirst();
    }

    private void add(FieldOf account, Task task) {
        found.add(new AccountUse(account.text(), task, account.place()));
    }
}
