package io.tiphys.validation.files;

import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.files.SourceFile.SourceDocument;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.finding.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Objects without kind and apiVersion that are Argo's nevertheless: the document in a body of Argo's API, where the name of the
 * field says its kind, and what {@code argo get} prints, which Kubernetes and {@code argo lint} do not take.
 */
final class UnnamedKind {
    private static final Optional<String> API_VERSION = Optional.of("argoproj.io/v1alpha1");

    /** The fields of the bodies of Argo's API, and the kinds of the documents in them. */
    private static final Map<String, String> BODIES =
            Map.of("workflow", "Workflow", "template", "WorkflowTemplate", "cronWorkflow", "CronWorkflow");

    private UnnamedKind() {}

    /** The document in a body of Argo's API; any other document as it is. */
    static WorkflowManifest unwrapped(WorkflowManifest manifest) {
        ManifestObject root = manifest.root();
        if (!isUnnamed(root)) {
            return manifest;
        }
        for (Map.Entry<String, String> body : BODIES.entrySet()) {
            Optional<ManifestObject> document =
                    root.object(body.getKey()).filter(it -> it.object("spec").isPresent());
            if (document.isPresent()) {
                return manifest.part(document.get(), API_VERSION, body.getValue());
            }
        }
        return manifest;
    }

    /** The document of an object that has all but kind and apiVersion, with a finding about the kind. */
    static Optional<SourceDocument> document(WorkflowManifest manifest) {
        ManifestObject root = manifest.root();
        ManifestObject spec = root.object("spec").orElse(null);
        String kind =
                spec == null || !isUnnamed(root) || root.object("metadata").isEmpty() ? "" : kind(spec);
        if (kind.isEmpty()) {
            return Optional.empty();
        }
        Finding finding = new Finding(
                "kind",
                Severity.ERROR,
                root.pointer() + "/kind",
                root.line(),
                root.column(),
                "kind is required.",
                Optional.of("Add: kind: " + kind + ". The command 'argo get' leaves out kind and apiVersion."));
        return Optional.of(
                new SourceDocument(Optional.of(manifest.part(root, Optional.empty(), kind)), List.of(finding)));
    }

    private static boolean isUnnamed(ManifestObject root) {
        return root.find("kind") == null && root.find("apiVersion") == null;
    }

    private static String kind(ManifestObject spec) {
        if (spec.object("workflowSpec").isPresent()) {
            return "CronWorkflow";
        }
        if (spec.string("entrypoint").isPresent()
                || spec.object("workflowTemplateRef").isPresent()) {
            return "Workflow";
        }
        boolean templates = spec.array("templates").map(ManifestArray::elements).orElse(List.of()).stream()
                .anyMatch(it -> it instanceof ManifestObject template
                        && template.string("name").isPresent());
        return templates ? "WorkflowTemplate" : "";
    }
}
