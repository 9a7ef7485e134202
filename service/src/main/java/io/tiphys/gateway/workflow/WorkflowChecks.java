package io.tiphys.gateway.workflow;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import io.tiphys.validation.WorkflowValidator;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.rule.WorkflowPolicy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** Checks documents against the rules of {@link WorkflowValidator}. Pure and thread-safe. */
@Singleton
public final class WorkflowChecks {
    private final WorkflowValidator validator = new WorkflowValidator();

    /**
     * Requires a valid workflow for submission.
     *
     * @return the warnings
     * @throws GatewayException with WORKFLOW_INVALID and all findings, errors before warnings
     */
    public List<Finding> require(WorkflowManifest manifest, WorkflowPolicy policy) {
        List<Finding> findings = findings(manifest, policy);
        List<Finding> warnings =
                findings.stream().filter(finding -> !finding.isError()).toList();
        List<Violation> errors = errors(findings);
        if (!errors.isEmpty()) {
            String first = errors.getFirst().message();
            throw new GatewayException(Problem.of(
                            ErrorReason.WORKFLOW_INVALID,
                            errors.size() == 1
                                    ? first
                                    : "The workflow has " + errors.size() + " violations; the first: " + first)
                    .withViolations(Stream.concat(errors.stream(), DocumentViolations.of(warnings).stream())
                            .toList()));
        }
        return warnings;
    }

    /** Checks a template or a cron workflow that is to be stored, see {@link WorkflowValidator#validateStored}. */
    public List<Violation> storedViolations(WorkflowManifest manifest, WorkflowPolicy policy) {
        return errors(validator.validateStored(manifest, policy));
    }

    /** All findings of the rules about a workflow, including warnings; see {@link WorkflowValidator#warnings}. */
    public List<Finding> findings(WorkflowManifest manifest, WorkflowPolicy policy) {
        return Stream.concat(
                        validator.validate(manifest, policy).stream(), validator.warnings(manifest, policy).stream())
                .toList();
    }

    /** The errors of a workflow, without warnings; empty for a valid one. */
    public List<Violation> violations(WorkflowManifest manifest, WorkflowPolicy policy) {
        return errors(findings(manifest, policy));
    }

    /** The errors of a workflow that is only linted, see {@link WorkflowValidator#validateForLint}; empty for a valid one. */
    public List<Violation> lintViolations(WorkflowManifest manifest, WorkflowPolicy policy) {
        return errors(Stream.concat(
                        validator.validateForLint(manifest, policy).stream(),
                        validator.warnings(manifest, policy).stream())
                .toList());
    }

    /** The violations of the service-account policy by an existing workflow before a rerun. */
    public List<Violation> accountViolations(WorkflowManifest manifest, WorkflowPolicy policy) {
        return DocumentViolations.of(validator.accountFindings(manifest, policy));
    }

    private static List<Violation> errors(List<Finding> findings) {
        return DocumentViolations.of(findings.stream().filter(Finding::isError).toList());
    }
}
