package io.tiphys.validation.head;

import io.tiphys.validation.document.ManifestScalar;
import io.tiphys.validation.finding.ShownText;
import io.tiphys.validation.rule.WorkflowCheck;
import io.tiphys.validation.rule.WorkflowRule;

/** {@code namespace-mismatch}: a workflow that was reviewed for one namespace must not be created in another. */
public final class NamespaceMismatchRule implements WorkflowRule {
    @Override
    public String id() {
        return "namespace-mismatch";
    }

    @Override
    public String description() {
        return "metadata.namespace, if given, is the namespace that the document is sent to.";
    }

    @Override
    public void check(WorkflowCheck check) {
        String requested = check.policy().namespace();
        check.manifest()
                .root()
                .object("metadata")
                .ifPresent(metadata -> metadata.get("namespace")
                        .filter(node -> ManifestScalar.stringOf(node)
                                .filter(namespace -> !namespace.isEmpty() && !namespace.equals(requested))
                                .isPresent())
                        .ifPresent(node -> check.report(
                                this,
                                node,
                                "The document is for the namespace "
                                        + ShownText.quoted(((ManifestScalar) node).text()) + ", and is submitted to '"
                                        + requested + "'.",
                                "Remove metadata.namespace, or submit to the namespace that it names.")));
    }
}
