package io.tiphys.validation.argo;

import io.tiphys.validation.argo.report.ArgoRule;
import io.tiphys.validation.argo.report.Choice;
import io.tiphys.validation.argo.report.Report;
import io.tiphys.validation.argo.value.Expressions;
import io.tiphys.validation.argo.value.ManifestHint;
import io.tiphys.validation.argo.value.Substitution;
import io.tiphys.validation.argo.value.Value;
import io.tiphys.validation.document.reader.ManifestReader;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import java.util.Set;

/** Checks a template that acts on a Kubernetes resource. */
final class ResourceCheck {
    private static final Set<String> ACTIONS = Set.of("get", "create", "apply", "delete", "replace", "patch");

    private static final String ONE_OF = "must be one of: get, create, apply, delete, replace, patch.";

    private ResourceCheck() {}

    static void check(Value template, Report report) {
        Value resource = template.get("resource");
        if (resource == null) {
            return;
        }
        String action = resource.text("action");
        if (action.isEmpty()) {
            String message = WorkflowCheck.PLACE + " is required, and " + ONE_OF;
            report.missing(
                    resource.node(), "action", ArgoRule.RESOURCE_ACTION, message, "Add, for example: action: create.");
        } else if (!ACTIONS.contains(action) && !Substitution.isPlaceholder(action) && !action.contains("{{=")) {
            String message = WorkflowCheck.PLACE + ' ' + ONE_OF + " It is " + ShownText.quoted(action) + '.';
            String hint = Choice.ofWords(action, ACTIONS.stream().sorted().toList(), report);
            report.at(resource.at("action"), ArgoRule.RESOURCE_ACTION, message, hint);
        }
        if (!action.equals("delete") && !action.equals("get")) {
            manifest(template, resource, report);
        }
    }

    private static void manifest(Value template, Value resource, Report report) {
        String manifest = resource.text("manifest");
        Value from = resource.get("manifestFrom");
        if (manifest.isEmpty() && from == null) {
            String message = "either manifest or manifestFrom must be specified, and the resource has none.";
            String hint = "Add the manifest of the object as text, with manifest: |.";
            report.missing(resource.node(), "manifest", ArgoRule.RESOURCE_MANIFEST, message, hint);
        } else if (!manifest.isEmpty() && from != null) {
            String message = "shouldn't have both manifest and manifestFrom specified for a resource template.";
            report.at(resource.at("manifestFrom"), ArgoRule.RESOURCE_MANIFEST, message, "Keep one of them.");
        }
        Value artifact = from == null ? null : from.get("artifact");
        if (artifact != null) {
            String name = artifact.text("name");
            boolean there = LeafCheck.listOf(template, "inputs", "artifacts").stream()
                    .anyMatch(input -> input.text("name").equals(name));
            if (!there) {
                String message = "artifact " + ShownText.quoted(name)
                        + " in manifestFrom refers to a non-existing artifact of the inputs.";
                report.at(artifact.at("name"), ArgoRule.RESOURCE_MANIFEST, message, "Add it to the inputs.");
            }
        }
        if (!manifest.isEmpty() && !Substitution.isPlaceholder(manifest) && !isYaml(manifest)) {
            String raw = new Value(resource.at("manifest"), Substitution.NONE).text();
            String message = "manifest must be a valid yaml, with the values that are put into it, and is none.";
            report.at(
                    resource.at("manifest"),
                    ArgoRule.RESOURCE_MANIFEST,
                    message,
                    ManifestHint.of(raw, resource.substitution()));
        }
    }

    /** Whether a manifest is YAML once texts replace its expressions. */
    static boolean isYaml(String manifest) {
        return ManifestReader.isYaml(Expressions.replaced(manifest));
    }
}
