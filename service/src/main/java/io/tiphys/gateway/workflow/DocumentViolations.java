package io.tiphys.gateway.workflow;

import io.tiphys.gateway.error.Violation;
import io.tiphys.validation.finding.Finding;
import java.util.List;
import java.util.Optional;

/** The validator's findings in a document, in the gateway's terms. */
final class DocumentViolations {
    private DocumentViolations() {}

    static List<Violation> of(List<Finding> findings) {
        return findings.stream().map(DocumentViolations::of).toList();
    }

    private static Violation of(Finding finding) {
        return new Violation(
                finding.rule(),
                finding.isError() ? Violation.Severity.ERROR : Violation.Severity.WARNING,
                finding.pointer(),
                finding.line(),
                finding.column(),
                finding.message(),
                finding.hint(),
                Optional.of(RulePages.link(finding.rule())));
    }
}
