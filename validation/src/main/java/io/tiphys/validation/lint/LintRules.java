package io.tiphys.validation.lint;

import io.tiphys.validation.rule.WorkflowRule;
import java.util.List;

/** All rules of our own. */
public final class LintRules {
    private static final List<WorkflowRule> ALL = List.of(
            new ConditionRule(),
            new OwnerRule(),
            new FixedNameRule(),
            new WhenRule(),
            new UnreadableWhenRule(),
            new RewrittenValueRule(),
            new ImageRule(),
            new LifetimeRule(LifetimeRule.End.OBJECT),
            new LifetimeRule(LifetimeRule.End.WORK),
            new ContainerSetRule(),
            new SecretRule(),
            new EnvironmentRule(),
            new SharedClaimRule());

    private LintRules() {}

    /** In the order of the reference page. */
    public static List<WorkflowRule> all() {
        return ALL;
    }
}
