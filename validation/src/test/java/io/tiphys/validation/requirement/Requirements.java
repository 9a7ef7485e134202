package io.tiphys.validation.requirement;

import io.tiphys.validation.Manifests;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.requirement.template.TemplateHolder;
import io.tiphys.validation.requirement.template.TemplateLibrary;
import io.tiphys.validation.requirement.template.TemplateWalk;
import java.util.Map;
import java.util.Optional;

/** Workflows for tests, with the templates of a cluster. */
public final class Requirements {
    private Requirements() {}

    /** What a workflow with this specification needs. */
    public static WorkflowRequirements of(String specification) {
        return WorkflowRequirements.of(library(specification, Map.of()));
    }

    /** The library of a workflow, with everything in it that the cluster has. */
    public static TemplateLibrary library(String specification, Map<TemplateHolder, String> cluster) {
        TemplateLibrary library = new TemplateLibrary(spec(specification));
        TemplateWalk walk = new TemplateWalk(library);
        while (!walk.wanted().isEmpty()) {
            walk.wanted()
                    .keySet()
                    .forEach(holder -> library.add(
                            holder, Optional.ofNullable(cluster.get(holder)).map(Requirements::spec)));
            walk = new TemplateWalk(library);
        }
        return library;
    }

    private static ManifestObject spec(String specification) {
        WorkflowManifest manifest = Manifests.read("spec:\n" + specification.indent(2));
        return manifest.root().object("spec").orElseThrow();
    }

    public static TemplateHolder template(String name) {
        return new TemplateHolder(TemplateHolder.Kind.WORKFLOW_TEMPLATE, name);
    }

    public static TemplateHolder clusterTemplate(String name) {
        return new TemplateHolder(TemplateHolder.Kind.CLUSTER_WORKFLOW_TEMPLATE, name);
    }
}
