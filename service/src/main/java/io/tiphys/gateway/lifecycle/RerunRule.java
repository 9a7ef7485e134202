package io.tiphys.gateway.lifecycle;

import io.tiphys.gateway.access.review.AccessCheck;
import io.tiphys.gateway.access.review.TemplateRights;
import io.tiphys.gateway.environment.SubmissionEnvironment;
import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.gateway.workflow.Namespace;
import io.tiphys.gateway.workflow.WorkflowChecks;
import io.tiphys.gateway.workflow.WorkflowManifestReader;
import io.tiphys.gateway.workflow.WorkflowObject;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.references.TemplateReferences;
import io.tiphys.validation.rule.WorkflowPolicy;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Checks an existing workflow before a rerun, as if it were submitted now. The workflow may be older than the environment's
 * rules, or may not come from the gateway. Thread-safe.
 */
@Singleton
public final class RerunRule {
    private final WorkflowManifestReader reader;
    private final WorkflowChecks checks;

    public RerunRule(WorkflowManifestReader reader, WorkflowChecks checks) {
        this.reader = reader;
        this.checks = checks;
    }

    /**
     * Checks an existing workflow against the environment's service accounts.
     *
     * @return the additional permissions that the caller needs: to read the referenced templates
     * @throws GatewayException with WORKFLOW_INVALID and the accounts that are not allowed
     */
    List<AccessCheck> require(SubmissionEnvironment environment, Namespace namespace, WorkflowObject workflow) {
        return require(environment, namespace, reader.readSpecification(workflow));
    }

    /**
     * Checks a specification that has been read.
     *
     * @param specification a document with the specification alone
     */
    public List<AccessCheck> require(
            SubmissionEnvironment environment, Namespace namespace, WorkflowManifest specification) {
        WorkflowPolicy policy = environment.policyIn(namespace);
        List<Violation> violations = checks.accountViolations(specification, policy);
        if (!violations.isEmpty()) {
            throw new GatewayException(Problem.of(
                            ErrorReason.WORKFLOW_INVALID,
                            violations.size() == 1
                                    ? violations.getFirst().message()
                                    : "The workflow runs as " + violations.size()
                                            + " service accounts that the environment does not allow.")
                    .withViolations(violations));
        }
        return TemplateRights.of(namespace, TemplateReferences.in(specification));
    }
}
