package io.tiphys.gateway.preflight.account;

import io.tiphys.gateway.access.SubmissionRights;
import io.tiphys.gateway.access.review.MissingPermission;
import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Converts the reviews of the permissions that the submission itself needs into findings. */
public final class SubmissionRightsCheck {
    private SubmissionRightsCheck() {}

    public static List<WorkflowFinding> findings(SubmissionRights.Verdict verdict) {
        List<WorkflowFinding> findings = new ArrayList<>();
        Map<String, List<MissingPermission>> bySubject = new LinkedHashMap<>();
        verdict.missingPermissions()
                .forEach(right -> bySubject
                        .computeIfAbsent(right.subject().user(), user -> new ArrayList<>())
                        .add(right));
        bySubject.forEach((user, rights) -> findings.add(WorkflowFinding.general(
                        InspectionRule.SUBMISSION_RIGHT,
                        Severity.ERROR,
                        "'" + user + "' may not: " + list(rights) + ".")
                .withHint("Apply the manifest of this response, or ask an administrator to apply it.")
                .needing(rights)));
        if (!verdict.undecided().isEmpty()) {
            findings.add(WorkflowFinding.general(
                    InspectionRule.SUBMISSION_RIGHT,
                    Severity.UNCHECKED,
                    "The following permissions of the submission could not be decided: " + list(verdict.undecided())
                            + "."));
        }
        verdict.refusals()
                .forEach(problem -> findings.add(
                        WorkflowFinding.general(InspectionRule.SUBMISSION_RIGHT, Severity.ERROR, problem.detail())));
        return findings;
    }

    private static String list(List<MissingPermission> rights) {
        return rights.stream()
                .map(right -> right.check().description())
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
