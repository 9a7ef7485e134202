package io.tiphys.gateway.workflow;

import io.tiphys.gateway.error.Violation;
import jakarta.inject.Singleton;
import java.util.List;

/** Holds a workflow against every rule. Pure and thread-safe. */
@Singleton
public final class WorkflowValidator {
    private static final WorkflowRule ACCOUNTS = new ServiceAccountRule();

    /** Those that cloud places stand first: the others do not repeat what they say. */
    private static final List<WorkflowRule> RULES = List.of(
            new UnknownFieldRule(),
            new WrongTypeRule(),
            new KindRule(),
            new ApiVersionRule(),
            new NameRule(),
            new NamespaceMismatchRule(),
            new SpecMissingRule(),
            new StatusSetRule(),
            new ReservedLabelRule(),
            ACCOUNTS);

    /** All rules, for the reference page. */
    public static List<WorkflowRule> rules() {
        return RULES;
    }

    /**
     * Everything that is wrong, in the order of the document; empty for a valid workflow. No violation is the mere echo
     * of another. At most 100 are given, followed by one with the rule {@code more-violations} that counts the rest.
     */
    public List<Violation> validate(WorkflowManifest manifest, WorkflowPolicy policy) {
        WorkflowCheck check = new WorkflowCheck(manifest, policy);
        String kind = manifest.kind().orElse(WorkflowCheck.WORKFLOW);
        RULES.stream().filter(rule -> rule.appliesTo(kind)).forEach(rule -> rule.check(check));
        return check.violations();
    }

    /**
     * What the rule of service accounts says of a workflow that exists and is to run again. Its other parts were checked
     * by Argo when it was created.
     */
    public List<Violation> accountViolations(WorkflowManifest manifest, WorkflowPolicy policy) {
        WorkflowCheck check = new WorkflowCheck(manifest, policy);
        ACCOUNTS.check(check);
        return check.violations();
    }
}
