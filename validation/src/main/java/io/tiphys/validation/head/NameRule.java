package io.tiphys.validation.head;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import io.tiphys.validation.rule.WorkflowRule;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code name}: what Kubernetes and Argo take for a name. Argo's limit of 63 characters is that of a label's value
 * ({@code maxCharsInObjectName}, {@code workflow/validate/validate.go} of Argo Workflows 4.0.5).
 */
public final class NameRule implements WorkflowRule {
    private static final int LONGEST = 63;
    private static final int RANDOM_SUFFIX = 5;
    private static final Pattern SUBDOMAIN =
            Pattern.compile("[a-z0-9]++(?:-++[a-z0-9]++)*+(?:\\.[a-z0-9]++(?:-++[a-z0-9]++)*+)*+");
    private static final String LETTERS =
            "Use lower-case letters, digits, dashes and dots; begin and end with a letter or digit.";

    @Override
    public String id() {
        return "name";
    }

    @Override
    public String description() {
        return "metadata.name has at most " + LONGEST
                + " characters and is an RFC 1123 subdomain, or metadata.generateName is the beginning of such a name"
                + " and leaves room for " + RANDOM_SUFFIX + " more.";
    }

    @Override
    public void check(WorkflowCheck check) {
        ManifestObject root = check.manifest().root();
        Optional<ManifestObject> metadata = root.object("metadata");
        boolean nameless = check.manifest().name().isEmpty()
                && check.manifest().generateName().isEmpty();
        if (nameless
                && !metadata.filter(object -> check.isClouded(object, "generateName"))
                        .isPresent()) {
            check.reportMissing(
                    this,
                    metadata.orElse(root),
                    metadata.isPresent() ? "name" : "metadata",
                    "The workflow has neither a name nor a generateName.",
                    "Add, for example: metadata: {generateName: my-workflow-}");
        }
        metadata.flatMap(object -> object.get("name")).ifPresent(node -> name(check, node));
        metadata.flatMap(object -> object.get("generateName")).ifPresent(node -> generateName(check, node));
    }

    private void name(WorkflowCheck check, ManifestNode node) {
        String name = ManifestScalar.stringOf(node).orElse("");
        if (name.length() > LONGEST) {
            check.report(
                    this,
                    node,
                    "A workflow's name has at most " + LONGEST + " characters, and this one has " + name.length() + ".",
                    "Shorten it.");
        } else if (!name.isEmpty() && !SUBDOMAIN.matcher(name).matches()) {
            check.report(this, node, "A workflow cannot be called " + ShownText.quoted(name) + ".", LETTERS);
        }
    }

    private void generateName(WorkflowCheck check, ManifestNode node) {
        String prefix = ManifestScalar.stringOf(node).orElse("");
        int longest = LONGEST - RANDOM_SUFFIX;
        if (prefix.length() > longest) {
            check.report(
                    this,
                    node,
                    "A generateName has at most " + longest + " characters, and this one has " + prefix.length() + ": "
                            + RANDOM_SUFFIX + " more are added to it.",
                    "Shorten it.");
        } else if (!prefix.isEmpty() && !SUBDOMAIN.matcher(withoutDash(prefix)).matches()) {
            check.report(this, node, "No name can begin with " + ShownText.quoted(prefix) + ".", LETTERS);
        }
    }

    /** One dash at the end of a prefix is taken for the letter that follows it, as Kubernetes does. */
    private static String withoutDash(String prefix) {
        return prefix.length() > 1 && prefix.endsWith("-") ? prefix.substring(0, prefix.length() - 1) + 'a' : prefix;
    }
}
