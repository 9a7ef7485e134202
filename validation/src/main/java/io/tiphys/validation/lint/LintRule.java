package io.tiphys.validation.lint;

import io.tiphys.validation.finding.Severity;
import io.tiphys.validation.rule.WorkflowCheck;
import io.tiphys.validation.rule.WorkflowRule;

/** A rule of our own about a specification. */
abstract sealed class LintRule implements WorkflowRule
        permits ConditionRule,
                ContainerSetRule,
                EnvironmentRule,
                FixedNameRule,
                ImageRule,
                LifetimeRule,
                OwnerRule,
                RewrittenValueRule,
                SecretRule,
                SharedClaimRule,
                UnreadableWhenRule,
                WhenRule {
    private final String id;
    private final String description;

    LintRule(String id, String description) {
        this.id = id;
        this.description = description;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final String description() {
        return description;
    }

    @Override
    public final Severity severity() {
        return Severity.WARNING;
    }

    @Override
    public final boolean appliesTo(String kind) {
        return WorkflowCheck.KINDS.contains(kind);
    }

    @Override
    public final void check(WorkflowCheck check) {
        Specification.of(check).ifPresent(specification -> check(specification, check));
    }

    abstract void check(Specification specification, WorkflowCheck check);
}
