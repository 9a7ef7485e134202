package io.tiphys.gateway.preflight.check;

import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Removes findings that repeat a more precise finding: a guess of a document rule, or a message of the API server that a
 * check explains.
 */
public final class DuplicateFindings {
    private static final String GUESSED = "shared-claim";

    /** Messages of the API server, and the check that explains each in terms of the workflow. */
    private static final Map<String, InspectionRule> EXPLAINED = Map.of(
            "violates PodSecurity", InspectionRule.POD_SECURITY,
            "exceeded quota", InspectionRule.QUOTA,
            "failed quota", InspectionRule.QUOTA,
            "error looking up service account", InspectionRule.ACCOUNT_EXISTS,
            "no PriorityClass with name", InspectionRule.PRIORITY_CLASS_EXISTS,
            " usage per Container is ", InspectionRule.LIMIT_RANGE,
            " usage per Pod is ", InspectionRule.LIMIT_RANGE);

    private DuplicateFindings() {}

    /** Returns the findings without the warnings that other findings supersede. */
    public static List<WorkflowFinding> without(List<WorkflowFinding> findings) {
        List<String> counted = findings.stream()
                .filter(finding -> finding.rule().equals(InspectionRule.CLAIM_FAN_OUT.id()))
                .map(finding -> finding.pointer() + "/")
                .toList();
        Set<String> reported = findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR || finding.severity() == Severity.WARNING)
                .map(WorkflowFinding::rule)
                .collect(Collectors.toSet());
        return findings.stream()
                .filter(finding -> !finding.rule().equals(GUESSED)
                        || finding.severity() == Severity.ERROR
                        || counted.stream().noneMatch(finding.pointer()::startsWith))
                .filter(finding -> !finding.rule().equals(InspectionRule.POD_ADMISSION.id())
                        || EXPLAINED.entrySet().stream()
                                .noneMatch(words -> finding.message().contains(words.getKey())
                                        && reported.contains(words.getValue().id())))
                .toList();
    }
}
