package io.tiphys.validation.argo;

import io.tiphys.validation.document.ManifestReader;
import io.tiphys.validation.finding.ShownText;
import java.util.Set;

/** A template that does something to a resource of Kubernetes. */
final class ResourceCheck {
    private static final Set<String> ACTIONS = Set.of("get", "create", "apply", "delete", "replace", "patch");

    private ResourceCheck() {}

    static void check(Value template, Report report) {
        Value resource = template.get("resource");
        if (resource == null) {
            return;
        }
        String action = resource.text("action");
        if (action.isEmpty()) {
            String message = "The resource has no action.";
            report.missing(resource.node(), "action", ArgoRule.RESOURCE_ACTION, message, hint());
        } else if (!ACTIONS.contains(action) && !Substitution.isPlaceholder(action) && !action.contains("{{=")) {
            String message = "There is no action " + ShownText.quoted(action) + ".";
            report.at(resource.at("action"), ArgoRule.RESOURCE_ACTION, message, hint());
        }
        if (!action.equals("delete") && !action.equals("get")) {
            manifest(template, resource, report);
        }
    }

    private static String hint() {
        return "Use get, create, apply, delete, replace or patch.";
    }

    private static void manifest(Value template, Value resource, Report report) {
        String manifest = resource.text("manifest");
        Value from = resource.get("manifestFrom");
        if (manifest.isEmpty() && from == null) {
            String message = "The resource has no manifest.";
            report.missing(
                    resource.node(), "manifest", ArgoRule.RESOURCE_MANIFEST, message, "Add manifest or manifestFrom.");
        } else if (!manifest.isEmpty() && from != null) {
            String message = "The resource has both manifest and manifestFrom.";
            report.at(resource.at("manifestFrom"), ArgoRule.RESOURCE_MANIFEST, message, "Keep one of them.");
        }
        Value artifact = from == null ? null : from.get("artifact");
        if (artifact != null) {
            String name = artifact.text("name");
            boolean there = LeafCheck.listOf(template, "inputs", "artifacts").stream()
                    .anyMatch(input -> input.text("name").equals(name));
            if (!there) {
                String message = "No artifact of the inputs is called " + ShownText.quoted(name) + ".";
                report.at(artifact.at("name"), ArgoRule.RESOURCE_MANIFEST, message, "Add it to the inputs.");
            }
        }
        if (!manifest.isEmpty()
                && !Substitution.isPlaceholder(manifest)
                && !ManifestReader.isYaml(withoutExpressions(manifest))) {
            String message = "The manifest is not YAML.";
            String hint = "Put quotes around what has {{variables}} that are filled in later.";
            report.at(resource.at("manifest"), ArgoRule.RESOURCE_MANIFEST, message, hint);
        }
    }

    /**
     * Expressions give way to a text, as Argo has it: {@code {{\s*=\s*(.+?)\s*}}}, in which the point stands for no line
     * break, and white space may be one ({@code SubstituteResourceManifestExpressions} of {@code workflow/validate}).
     */
    private static String withoutExpressions(String manifest) {
        StringBuilder text = new StringBuilder(manifest.length());
        int done = 0;
        int close = 0;
        for (int open = manifest.indexOf("{{"); open >= 0; open = manifest.indexOf("{{", Math.max(done, open + 1))) {
            int equals = skipSpace(manifest, open + 2);
            int content = skipSpace(manifest, equals + 1);
            if (close <= content) {
                close = manifest.indexOf("}}", content + 1);
            }
            if (close < 0) {
                break;
            }
            if (manifest.startsWith("=", equals)
                    && isOneLine(manifest.substring(content, close).stripTrailing())) {
                text.append(manifest, done, open).append(Substitution.PLACEHOLDER);
                done = close + 2;
            }
        }
        return text.append(manifest, done, manifest.length()).toString();
    }

    private static boolean isOneLine(String expression) {
        return !expression.isEmpty() && expression.indexOf('\n') < 0;
    }

    private static int skipSpace(String text, int from) {
        int index = Math.min(from, text.length());
        while (index < text.length() && Character.isWhitespace(text.charAt(index))) {
            index++;
        }
        return index;
    }
}
