package io.tiphys.validation.head;

import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import io.tiphys.validation.rule.WorkflowRule;
import java.util.Optional;

/** {@code api-version}: the API version of Argo Workflows. */
public final class ApiVersionRule implements WorkflowRule {
    private static final String API_VERSION = "argoproj.io/v1alpha1";

    @Override
    public String id() {
        return "api-version";
    }

    @Override
    public String description() {
        return "The document's apiVersion is " + API_VERSION + ".";
    }

    @Override
    public boolean appliesTo(String kind) {
        return WorkflowCheck.KINDS.contains(kind);
    }

    @Override
    public void check(WorkflowCheck check) {
        ManifestObject root = check.manifest().root();
        Optional<ManifestNode> version = root.get("apiVersion");
        String hint = "Write: apiVersion: " + API_VERSION;
        if (version.isEmpty() && check.manifest().apiVersion().equals(Optional.of(API_VERSION))) {
            return; // the place of the document says it
        }
        if (version.isEmpty()) {
            check.reportMissing(this, root, "apiVersion", WorkflowCheck.PLACE + " is required.", hint);
        } else if (!root.string("apiVersion").equals(Optional.of(API_VERSION)) && !check.isSuppressed(version.get())) {
            String shown = ShownText.quoted(root.string("apiVersion").orElse("null"));
            check.report(this, version.get(), "Expected " + API_VERSION + ", found " + shown + '.', hint);
        }
    }
}
