package io.tiphys.validation.controller;

import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.fields.TypedObjects;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.finding.SimilarWords;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds hooks that name a template that the specification does not have. Argo looks for it when the hook runs. */
final class HookTemplates {
    private HookTemplates() {}

    static void check(ManifestObject spec, ControllerReport report) {
        List<ManifestObject> templates = TypedObjects.elements(spec, "templates");
        Set<String> names = templates.stream()
                .flatMap(template -> template.string("name").stream())
                .collect(Collectors.toSet());
        boolean unnamed =
                templates.stream().anyMatch(template -> template.string("name").isEmpty());
        if (templates.isEmpty() || unnamed || spec.find("workflowTemplateRef") != null) {
            return; // they are elsewhere, or the one that is meant may be the one without a name
        }
        hooks(spec, names, report);
        for (ManifestObject template : templates) {
            users(template, names, report);
        }
    }

    private static void users(ManifestObject template, Set<String> names, ControllerReport report) {
        template.object("dag")
                .ifPresent(dag -> TypedObjects.elements(dag, "tasks").forEach(task -> user(task, names, report)));
        for (ManifestNode group :
                template.array("steps").map(ManifestArray::elements).orElse(List.of())) {
            if (group instanceof ManifestArray steps) {
                steps.elements().stream()
                        .filter(ManifestObject.class::isInstance)
                        .forEach(step -> user((ManifestObject) step, names, report));
            }
        }
    }

    private static void user(ManifestObject user, Set<String> names, ControllerReport report) {
        hooks(user, names, report);
        ManifestNode exit = user.find("onExit");
        if (exit != null) {
            named(exit, names, report);
        }
        user.object("inline").ifPresent(inline -> users(inline, names, report));
    }

    private static void hooks(ManifestObject owner, Set<String> names, ControllerReport report) {
        for (ManifestNode member :
                owner.object("hooks").map(ManifestObject::members).orElse(List.of())) {
            ManifestNode template = member instanceof ManifestObject hook && hook.find("templateRef") == null
                    ? hook.find("template")
                    : null;
            if (template != null) {
                named(template, names, report);
            }
        }
    }

    private static void named(ManifestNode at, Set<String> names, ControllerReport report) {
        String name = ControllerReport.text(at);
        if (!name.isEmpty() && !names.contains(name)) {
            String similar = report.check().isFull() ? null : SimilarWords.to(name, names);
            String hint = similar == null ? null : "Did you mean '" + ShownText.plain(similar) + "'?";
            report.at(at, "There is no template " + ShownText.quoted(name) + " in this document.", hint);
        }
    }
}
