package io.tiphys.validation.accounts;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.fields.FieldTable;
import io.tiphys.validation.fields.FieldTable.ObjectType;
import io.tiphys.validation.fields.FieldType;
import io.tiphys.validation.fields.FieldWalk;
import io.tiphys.validation.rule.ArgoVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds every service account that a workflow's specification names. Of the types that Argo 4.0.5 knows in a workflow,
 * these choose an account:
 *
 * <ul>
 *   <li>{@code serviceAccountName} of WorkflowSpec, Template (in templates, templateDefaults, and inline in steps and
 *       tasks), ExecutorConfig (of the spec and of templates), ArtifactGC (of every artifact, also of artifactPaths and
 *       manifestFrom) and WorkflowLevelArtifactGC;
 *   <li>{@code podSpecPatch} of WorkflowSpec, Template and WorkflowLevelArtifactGC: {@link PodSpecPatch};
 *   <li>a workflow or template in the {@code manifest} of ResourceTemplate: {@link EmbeddedWorkflows}.
 * </ul>
 *
 * {@code automountServiceAccountToken}, {@code serviceAccountToken} of a projected volume, and
 * {@code serviceAccountKeySecret} of a bucket have similar names but choose no account.
 *
 * <p>Without a name Kubernetes uses {@code default}: for the pods of a spec without one, and for the pods that
 * delete artifacts, which do not use the spec's account ({@code workflow/controller/artifact_gc.go}). Accounts in templates of
 * the cluster and in the controller's workflowDefaults are not visible here.
 */
public final class ServiceAccountReferences {
    private static final Set<String> KEEPS_ARTIFACTS = Set.of("", "Never");

    private final List<ServiceAccountReference> found = new ArrayList<>();
    private final boolean deleterNamed;
    private final int level;

    private ServiceAccountReferences(ManifestObject spec, int level) {
        this.level = level;
        this.deleterNamed = isNamed(spec.object("artifactGC").orElse(spec), spec);
    }

    private static boolean isNamed(ManifestObject collection, ManifestObject spec) {
        return collection != spec
                && collection
                        .string("serviceAccountName")
                        .filter(name -> !name.isEmpty())
                        .isPresent();
    }

    /** In the order of the document; the default account of a spec without a name comes first. */
    public static List<ServiceAccountReference> in(ManifestObject spec) {
        return in(spec, 0);
    }

    /** @param level the number of manifests of resource templates around the specification */
    static List<ServiceAccountReference> in(ManifestObject spec, int level) {
        ServiceAccountReferences references = new ServiceAccountReferences(spec, level);
        if (spec.string("serviceAccountName").orElse("").isEmpty()) {
            references.found.add(ServiceAccountReference.unnamed(spec));
        }
        FieldWalk.Visitor visitor = new FieldWalk.Visitor() {
            @Override
            public void field(ObjectType owner, String name, FieldType type, ManifestNode value) {
                references.field(owner, name, value);
            }
        };
        new FieldWalk(FieldTable.of(ArgoVersion.DEFAULT), visitor).walk(spec, "WorkflowSpec");
        return List.copyOf(references.found);
    }

    private void field(ObjectType owner, String name, ManifestNode value) {
        switch (name) {
            case "manifest" -> {
                if (owner.name().equals("ResourceTemplate")) {
                    found.addAll(EmbeddedWorkflows.accounts(value, level));
                }
            }
            case "serviceAccountName" ->
                ManifestScalar.stringOf(value)
                        .filter(account -> !account.isEmpty())
                        .ifPresent(account -> found.add(ServiceAccountReference.named(account, value)));
            case "podSpecPatch" ->
                ManifestScalar.stringOf(value).ifPresent(patch -> found.addAll(PodSpecPatch.accounts(patch, value)));
            case "artifactGC" -> {
                if (value instanceof ManifestObject collection) {
                    collection(collection);
                }
            }
            default -> {}
        }
    }

    private void collection(ManifestObject collection) {
        boolean named = deleterNamed
                || collection
                        .string("serviceAccountName")
                        .filter(name -> !name.isEmpty())
                        .isPresent();
        if (!named && !KEEPS_ARTIFACTS.contains(collection.string("strategy").orElse(""))) {
            found.add(ServiceAccountReference.unnamed(collection));
        }
    }
}
