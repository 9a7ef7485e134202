package io.tiphys.gateway.preflight.check;

import io.tiphys.gateway.preflight.finding.InspectionRule;
import io.tiphys.gateway.preflight.finding.Severity;
import io.tiphys.gateway.preflight.finding.WorkflowFinding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Leaves out what a rule of the document guesses, or the API server says, where a check has counted or explained it. */
public final class Echoes {
    private static final String GUESSED = "shared-claim";

    /** Words of the API server, and the check that says the same with the workflow's own words. */
    private static final Map<String, InspectionRule> EXPLAINED = Map.of(
            "violates PodSecurity", InspectionRule.POD_SECURITY,
            "exceeded quota", InspectionRule.QUOTA,
            "failed quota", InspectionRule.QUOTA,
            "error looking up service account", InspectionRule.ACCOUNT_EXISTS,
            "no PriorityClass with name", InspectionRule.PRIORITY_CLASS_EXISTS,
            " usage per Container is ", InspectionRule.LIMIT_RANGE,
            " usage per Pod is ", InspectionRule.LIMIT_RANGE);

    private Echoes() {}

    /** The findings without the warnings that others among them say better. */
    public static List<WorkflowFinding> without(List<WorkflowFinding> findings) {
        List<String> counted = findings.stream()
                .filter(finding -> finding.rule().equals(InspectionRule.CLAIM_FAN_OUT.id()))
                .map(finding -> finding.pointer() + "/")
                .toList();
        Set<String> told = findings.stream()
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
                                        && told.contains(words.getValue().id())))
                .toList();
    }
}
