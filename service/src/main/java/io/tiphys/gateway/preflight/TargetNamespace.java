package io.tiphys.gateway.preflight;

import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.validation.document.WorkflowManifest;
import java.util.List;
import java.util.Optional;

/** The target namespace of a workflow: that of the call, else the workflow's own, else the environment's default one. */
public final class TargetNamespace {
    private TargetNamespace() {}

    /**
     * Returns the target namespace.
     *
     * @param requested the namespace of the call
     * @throws GatewayException with WORKFLOW_INVALID when the workflow's own is no name, REQUEST_INVALID when there is none
     */
    public static Namespace of(
            SubmissionEnvironment environment, Optional<Namespace> requested, WorkflowManifest manifest) {
        return environment.namespaceOrDefault(requested.or(() -> own(manifest)));
    }

    private static Optional<Namespace> own(WorkflowManifest manifest) {
        try {
            return manifest.namespace().map(Namespace::new);
        } catch (GatewayException e) {
            throw new GatewayException(wrong(manifest, e.problem()), e);
        }
    }

    /** An invalid name in the document is an error of the document, with a source location, and not of a parameter. */
    private static Problem wrong(WorkflowManifest manifest, Problem name) {
        List<Violation> violations = manifest.root().object("metadata").stream()
                .flatMap(metadata -> metadata.get("namespace").stream())
                .flatMap(node -> name.violations().stream()
                        .map(violation -> new Violation(
                                violation.rule(),
                                node.pointer(),
                                node.line(),
                                node.column(),
                                violation.message(),
                                violation.hint())))
                .toList();
        return Problem.of(ErrorReason.WORKFLOW_INVALID, "The workflow's namespace is not a valid name.")
                .withViolations(violations);
    }
}
