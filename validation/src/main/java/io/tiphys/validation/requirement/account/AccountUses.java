package io.tiphys.validation.requirement.account;

import io.tiphys.validation.accounts.PodSpecPatch;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.fields.TypedObjects;
import io.tiphys.validation.requirement.account.AccountUse.Task;
import io.tiphys.validation.requirement.pod.PodTemplate;
import io.tiphys.validation.requirement.pod.PodTemplate.FieldOf;
import io.tiphys.validation.requirement.template.EffectiveSpecification;
import io.tiphys.validation.requirement.template.Place;
import io.tiphys.validation.requirement.template.ReachedTemplate;
import io.tiphys.validation.requirement.template.TemplateHolder;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the accounts of a workflow's pods, and the tasks of each account. The rules are those of Argo Workflows 4.0.5 ({@code
 * setupServiceAccount} of {@code workflow/controller/workflowpod.go}, {@code agent.go}, {@code artifact_gc.go}):
 *
 * <ul>
 *   <li>a pod runs as the account of its template, else of the specification, unless a patch changes it;
 *   <li>its executor reports, and acts on the object of a resource template, as a separate account if one is named;
 *   <li>the agent acts as the account of the specification;
 *   <li>the deletion of artifacts has a separate account.
 * </ul>
 *
 * An executor with a separate account and the agent get the token from a secret that Argo mounts.
 */
public final class AccountUses {
    private static final String COLLECTION = "artifactGC";
    private static final Set<String> KEEPS_ARTIFACTS = Set.of("", "Never");

    private final EffectiveSpecification specification;
    private final Set<AccountUse> found = new LinkedHashSet<>();
    private final Map<String, Optional<ManifestObject>> patches = new HashMap<>();

    private AccountUses(EffectiveSpecification specification) {
        this.specification = specification;
    }

    public static List<AccountUse> of(EffectiveSpecification specification, List<ReachedTemplate> templates) {
        AccountUses uses = new AccountUses(specification);
        for (ReachedTemplate template : templates) {
            PodTemplate.of(specification, template).ifPresent(uses::pod);
            boolean plugin = template.template().get("plugin").isPresent();
            if (plugin || template.template().get("http").isPresent()) {
                uses.agent(template.place(), plugin);
            }
            uses.deletions(template.template(), "Template", template.place(), template.holder());
        }
        for (ManifestObject layer : specification.layers()) {
            Place place = Place.of(specification.submitted());
            uses.deletion(layer, place, specification.holderOf(layer));
        }
        return List.copyOf(uses.found);
    }

    /** The workflow's patch applies to all its templates and is read once. */
    private Optional<ManifestObject> read(String patch) {
        return patches.computeIfAbsent(patch, PodSpecPatch::read);
    }

    private void pod(PodTemplate pod) {
        FieldOf account = PodAccount.of(pod, this::read);
        Optional<FieldOf> executor = executor(pod);
        FieldOf acting = executor.orElse(account);
        boolean bySecret = executor.isPresent();
        add(account, new Task.RunPod(), false);
        add(acting, new Task.ReportResults(), bySecret);
        pod.reached().template().object("resource").ifPresent(resource -> {
            Place place = pod.reached().at(resource);
            Optional<List<ManifestAction>> actions =
                    ManifestAction.of(pod.reached().template(), resource);
            FieldOf here = new FieldOf(acting.text(), place);
            if (actions.isEmpty()) {
                add(here, new Task.HandleObject(Optional.empty()), bySecret);
            }
            actions.stream()
                    .flatMap(List::stream)
                    .forEach(action -> add(here, new Task.HandleObject(Optional.of(action)), bySecret));
        });
    }

    /** The workflow's patch may change the account of the agent's pod; its token remains that of the specification. */
    private void agent(Place near, boolean plugin) {
        Optional<FieldOf> named = FieldOf.of(specification, "serviceAccountName", near);
        List<FieldOf> patches =
                FieldOf.of(specification, "podSpecPatch", near).stream().toList();
        add(PodAccount.of(named, patches, near, this::read), new Task.RunPod(), false);
        add(named.orElseGet(() -> new FieldOf(AccountUse.DEFAULT_ACCOUNT, near)), new Task.RunAgent(plugin), true);
    }

    private Optional<FieldOf> executor(PodTemplate pod) {
        ReachedTemplate reached = pod.reached();
        Optional<FieldOf> own = reached.template()
                .object("executor")
                .flatMap(executor -> FieldOf.of(executor, "serviceAccountName", reached.place(), reached.holder()));
        return own.or(() -> FieldOf.in(specification, "executor", "serviceAccountName", reached.place()));
    }

    private void deletions(ManifestObject owner, String type, Place near, TemplateHolder holder) {
        TypedObjects.below(owner, type, Set.of("steps", "dag"), (objectType, field, object) -> {
            if (objectType.equals("Artifact")) {
                deletion(object, near, holder);
            }
        });
    }

    private void deletion(ManifestObject owner, Place near, TemplateHolder holder) {
        owner.object(COLLECTION).filter(this::deletes).ifPresent(collection -> {
            Place place = near.of(collection, holder);
            FieldOf account = FieldOf.of(collection, "serviceAccountName", near, holder)
                    .or(() -> FieldOf.in(specification, COLLECTION, "serviceAccountName", near))
                    .orElseGet(() -> PodAccount.of(Optional.empty(), collectionPatch(near), place, this::read));
            add(account, new Task.DeleteArtifacts(), false);
        });
    }

    /** Argo sets an account for the deletion after the patch, so the patch counts only without such an account. */
    private List<FieldOf> collectionPatch(Place near) {
        return FieldOf.in(specification, COLLECTION, "podSpecPatch", near).stream()
                .toList();
    }

    /** An artifact without a strategy uses that of the workflow. */
    private boolean deletes(ManifestObject collection) {
        String strategy = collection
                .string("strategy")
                .filter(own -> !own.isEmpty())
                .or(() -> specification.object(COLLECTION).flatMap(workflow -> workflow.string("strategy")))
                .orElse("");
        return !KEEPS_ARTIFACTS.contains(strategy);
    }

    private void add(FieldOf account, Task task, boolean byTokenSecret) {
        found.add(new AccountUse(account.text(), task, account.place(), byTokenSecret));
    }
}
