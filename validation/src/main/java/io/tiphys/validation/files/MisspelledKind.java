package io.tiphys.validation.files;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.finding.Severity;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.finding.SimilarWords;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.Optional;
import java.util.TreeSet;

/**
 * {@code kind} for files: a document of Argo's group whose kind is missing, or nearly one of Argo's. {@code argo lint} leaves it
 * out, and Kubernetes refuses it.
 */
final class MisspelledKind {
    private static final String GROUP = "argoproj.io/";

    private MisspelledKind() {}

    /** The finding; empty for another group, or a kind that is not similar to one of Argo's. */
    static Optional<Finding> finding(WorkflowManifest manifest) {
        if (manifest.apiVersion().filter(it -> it.startsWith(GROUP)).isEmpty()) {
            return Optional.empty();
        }
        ManifestObject root = manifest.root();
        ManifestNode kind = root.find("kind");
        if (kind == null) {
            return Optional.of(finding(root, "kind is required.", "Add, for example: kind: Workflow"));
        }
        String found = manifest.kind().orElse("");
        String meant = SimilarWords.to(found, new TreeSet<>(WorkflowCheck.KINDS));
        return Optional.ofNullable(meant)
                .map(it -> finding(
                        kind,
                        "kind: Kubernetes has no kind " + ShownText.quoted(found) + ".",
                        "Did you mean '" + it + "'?"));
    }

    private static Finding finding(ManifestNode at, String message, String hint) {
        String pointer = at instanceof ManifestObject ? at.pointer() + "/kind" : at.pointer();
        return new Finding("kind", Severity.ERROR, pointer, at.line(), at.column(), message, Optional.of(hint));
    }
}
