package io.tiphys.validation.files;

import io.tiphys.validation.WorkflowValidator;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.references.TemplateDocuments;
import io.tiphys.validation.rule.ArgoVersion;
import io.tiphys.validation.rule.RuleSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files that are linted together: each may refer to templates of the others. Thread-safe. */
public final class FileSet implements TemplateDocuments {
    private final Map<String, ManifestObject> templates = new HashMap<>();
    private final WorkflowValidator validator;
    private final RuleSettings settings;

    /** Indexes all templates of the files, for {@link ArgoVersion#DEFAULT}. */
    public FileSet(List<SourceFile> files, RuleSettings settings) {
        this(files, settings, ArgoVersion.DEFAULT);
    }

    /** Indexes all templates of the files, for a release line. */
    public FileSet(List<SourceFile> files, RuleSettings settings, ArgoVersion version) {
        this.validator = new WorkflowValidator(version);
        this.settings = settings;
        files.stream()
                .flatMap(file -> file.documents().stream())
                .flatMap(document -> document.manifest().stream())
                .forEach(this::note);
    }

    private void note(WorkflowManifest manifest) {
        String kind = manifest.kind().orElse("");
        if (kind.endsWith("WorkflowTemplate")) {
            boolean cluster = kind.startsWith("Cluster");
            String name = manifest.name().orElse("");
            templates.putIfAbsent(key(name, cluster, manifest.namespace().orElse("")), manifest.root());
        }
    }

    private static String key(String name, boolean cluster, String namespace) {
        return cluster ? "cluster/" + name : "namespace/" + namespace + "/" + name;
    }

    @Override
    public Answer find(String name, boolean clusterScope, String namespace) {
        return new Answer(true, Optional.ofNullable(templates.get(key(name, clusterScope, namespace))));
    }

    /** All findings of a file, in its order. */
    public List<Finding> lint(SourceFile file) {
        return lint(file, Integer.MAX_VALUE);
    }

    /**
     * All findings of a file, in its order.
     *
     * @param most the maximum number of findings, at least 1; one more then counts the rest, with the rule {@code
     *     more-violations}
     */
    public List<Finding> lint(SourceFile file, int most) {
        BoundedFindings findings = new BoundedFindings(most);
        for (SourceFile.SourceDocument document : file.documents()) {
            settings.apply(document.unreadable()).forEach(findings::add);
            document.manifest()
                    .ifPresent(
                            manifest -> validator.lint(manifest, this, settings).forEach(findings::add));
        }
        return findings.all();
    }
}
