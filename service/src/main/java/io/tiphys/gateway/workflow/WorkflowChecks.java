package io.tiphys.gateway.workflow;

import io.tiphys.gateway.error.Violation;
import io.tiphys.validation.WorkflowValidator;
import io.tiphys.validation.document.WorkflowManifest;
import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.rule.WorkflowPolicy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/** Holds documents against the rules of {@link WorkflowValidator}. Pure and thread-safe. */
@Singleton
public final class WorkflowChecks {
    private final WorkflowValidator validator = new WorkflowValidator();

    /** Why a workflow is refused, see {@link WorkflowValidator#validate}; empty for one that is taken. */
    public List<Violation> violations(WorkflowManifest manifest, WorkflowPolicy policy) {
        List<Finding> findings = validator.validate(manifest, policy);
        return DocumentViolations.of(findings.stream().filter(Finding::isError).toList());
    }

    /** The same for a template or a cron workflow that is to be kept, see {@link WorkflowValidator#validateKept}. */
    public List<Violation> keptViolations(WorkflowManifest manifest, WorkflowPolicy policy) {
        List<Finding> findings = validator.validateKept(manifest, policy);
        return DocumentViolations.of(findings.stream().filter(Finding::isError).toList());
    }

    /** Everything that the rules say of a workflow, warnings among them; see {@link WorkflowValidator#warnings}. */
    public List<Finding> findings(WorkflowManifest manifest, WorkflowPolicy policy) {
        return Stream.concat(validator.validate(manifest, policy).stream(), validator.warnings(manifest).stream())
                .toList();
    }

    /** What the rule of service accounts says of a workflow that exists and is to run again. */
    public List<Violation> accountViolations(WorkflowManifest manifest, WorkflowPolicy policy) {
        return DocumentViolations.of(validator.accountFindings(manifest, policy));
    }
}
