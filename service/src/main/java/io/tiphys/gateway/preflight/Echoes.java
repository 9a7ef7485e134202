package io.tiphys.gateway.preflight;

import java.util.List;

/** Leaves out what a rule of the document guesses where a check has counted. */
final class Echoes {
    private static final String GUESSED = "shared-claim";

    private Echoes() {}

    /** The findings without the warnings that others among them say better. */
    static List<WorkflowFinding> without(List<WorkflowFinding> findings) {
        List<String> counted = findings.stream()
                .filter(finding -> finding.rule().equals(InspectionRule.CLAIM_FAN_OUT.id()))
                .map(finding -> finding.pointer() + "/")
                .toList();
        return findings.stream()
                .filter(finding -> !finding.rule().equals(GUESSED)
                        || finding.severity() == Severity.ERROR
                        || counted.stream().noneMatch(finding.pointer()::startsWith))
                .toList();
    }
}
