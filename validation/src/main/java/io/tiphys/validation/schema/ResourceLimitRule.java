package io.tiphys.validation.schema;

import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import io.tiphys.validation.document.ManifestArray;
import io.tiphys.validation.document.ManifestNode;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.rule.ArgoVersion;
import io.tiphys.validation.rule.WorkflowCheck;
import io.tiphys.validation.rule.WorkflowRule;
import org.jspecify.annotations.Nullable;

/**
 * {@code resource-limit}: values that Kubernetes refuses by the custom resource definitions of a release. A value that another
 * rule has reported is not reported again.
 */
public final class ResourceLimitRule implements WorkflowRule {
    /** Loads the limits of a release line. */
    public static void prepare(ArgoVersion version) {
        ResourceSchema.of(version);
    }

    @Override
    public String id() {
        return "resource-limit";
    }

    @Override
    public String description() {
        return "Every value is within the limits of Argo's custom resource definitions, for example at most 200 templates and"
                + " 200 tasks of a dag: Kubernetes refuses what is beyond them, where the full definitions are installed.";
    }

    @Override
    public boolean appliesTo(String kind) {
        return WorkflowCheck.KINDS.contains(kind);
    }

    @Override
    public void check(WorkflowCheck check) {
        check.manifest().root().object("spec").ifPresent(spec -> {
            for (ValidationMessage violation :
                    ResourceSchema.of(check.version()).violations(check.type(), spec)) {
                ManifestNode at = node(spec, violation.getInstanceLocation());
                if (at != null && !check.isReportedAt(at) && !check.isSuppressed(at)) {
                    check.report(this, at, LimitWords.message(violation, at), null);
                }
            }
        });
    }

    private static @Nullable ManifestNode node(ManifestObject spec, JsonNodePath path) {
        ManifestNode node = spec;
        for (int i = 0; i < path.getNameCount(); i++) {
            Object element = path.getElement(i);
            if (node instanceof ManifestObject object) {
                node = object.find(String.valueOf(element));
            } else if (node instanceof ManifestArray array && element instanceof Integer index) {
                node = index < array.elements().size() ? array.elements().get(index) : null;
            }
            if (node == null) {
                return null;
            }
        }
        return node;
    }
}
