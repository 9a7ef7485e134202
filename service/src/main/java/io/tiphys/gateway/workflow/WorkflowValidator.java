package io.tiphys.gateway.workflow;

import io.tiphys.gateway.error.Violation;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;

/** Holds a workflow against all rules and tells everything that is wrong, in the order of the document. Thread-safe. */
@Singleton
public final class WorkflowValidator {
    private final List<WorkflowRule> rules = List.of();

    /** Everything that is wrong; empty when nothing is. */
    public List<Violation> validate(WorkflowManifest manifest, WorkflowPolicy policy) {
        return rules.stream()
                .flatMap(rule -> rule.check(manifest, policy).stream())
                .sorted(Comparator.comparingInt(Violation::line).thenComparingInt(Violation::column))
                .toList();
    }
}
