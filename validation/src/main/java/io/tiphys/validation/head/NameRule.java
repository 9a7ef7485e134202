package io.tiphys.validation.head;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.kubernetes.KubernetesNames;
import io.tiphys.validation.rule.WorkflowCheck;
import io.tiphys.validation.rule.WorkflowRule;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code name}: the syntax of names in Kubernetes and Argo. Argo's limit of 63 characters is that of a label's value
 * ({@code maxCharsInObjectName}, {@code workflow/validate/validate.go} of Argo Workflows 4.0.5).
 */
public final class NameRule implements WorkflowRule {
    private static final int LONGEST = 63;
    private static final int RANDOM_SUFFIX = 5;
    private static final String EXPECTED =
            "Expected lower-case letters, digits, dashes and dots, beginning and ending with a letter or digit.";

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
                && !metadata.filter(object -> check.isSuppressed(object, "generateName"))
                        .isPresent()) {
            check.reportMissing(
                    this,
                    metadata.orElse(root),
                    metadata.isPresent() ? "name" : "metadata",
                    "metadata.name or metadata.generateName is required.",
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
                    "A workflow's name must not be more than " + LONGEST + " characters long (currently "
                            + name.length() + ").",
                    "Shorten it: Argo uses it as the value of a label.");
        } else if (!name.isEmpty() && !KubernetesNames.isSubdomain(name)) {
            check.report(
                    this, node, "A workflow's name cannot be " + ShownText.quoted(name) + ". " + EXPECTED, hint(name));
        }
    }

    private void generateName(WorkflowCheck check, ManifestNode node) {
        String prefix = ManifestScalar.stringOf(node).orElse("");
        int longest = LONGEST - RANDOM_SUFFIX;
        if (prefix.length() > longest) {
            check.report(
                    this,
                    node,
                    "A generateName must not be more than " + longest + " characters long (currently " + prefix.length()
                            + "): " + RANDOM_SUFFIX + " more are added to it.",
                    "Shorten it.");
        } else if (!prefix.isEmpty() && !KubernetesNames.isSubdomain(withoutDash(prefix))) {
            check.report(
                    this, node, "No name can begin with " + ShownText.quoted(prefix) + ". " + EXPECTED, hint(prefix));
        }
    }

    /** The name with allowed characters, if only characters are wrong. */
    private static @Nullable String hint(String name) {
        String mended = name.toLowerCase(Locale.ROOT).replaceAll("[^-a-z0-9.]", "-");
        return KubernetesNames.isSubdomain(withoutDash(mended)) ? "Write, for example, " + mended + "." : null;
    }

    /** One dash at the end of a prefix counts as a valid character, as in Kubernetes. */
    private static String withoutDash(String prefix) {
        return prefix.length() > 1 && prefix.endsWith("-") ? prefix.substring(0, prefix.length() - 1) + 'a' : prefix;
    }
}
