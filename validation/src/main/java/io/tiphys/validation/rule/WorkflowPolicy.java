package io.tiphys.validation.rule;

import java.util.Objects;
import java.util.Set;

/**
 * The policy of the environment to which a workflow is submitted.
 *
 * @param namespace the namespace it is submitted to
 * @param serviceAccounts the service accounts that its pods may run as: exact names; the single entry {@code *} allows all;
 *     an empty set allows none
 * @param rules the settings of the rules
 */
public record WorkflowPolicy(String namespace, Set<String> serviceAccounts, RuleSettings rules) {
    private static final String ALL = "*";

    /** No environment: no namespace, and every account. */
    public static final WorkflowPolicy NONE = new WorkflowPolicy("", Set.of(ALL));

    public WorkflowPolicy {
        Objects.requireNonNull(namespace);
        serviceAccounts = Set.copyOf(serviceAccounts);
        Objects.requireNonNull(rules);
    }

    /** A policy with every rule at its default severity. */
    public WorkflowPolicy(String namespace, Set<String> serviceAccounts) {
        this(namespace, serviceAccounts, RuleSettings.DEFAULT);
    }

    /** The same policy with other settings of the rules. */
    public WorkflowPolicy with(RuleSettings settings) {
        return new WorkflowPolicy(namespace, serviceAccounts, settings);
    }

    /** Whether every service account is allowed, including one that is not known yet. */
    public boolean allowsEveryServiceAccount() {
        return serviceAccounts.equals(Set.of(ALL));
    }

    /** Whether pods may run as this service account. A name with a {@code {{variable}}} is no exact name. */
    public boolean allowsServiceAccount(String name) {
        return allowsEveryServiceAccount() || (!ALL.equals(name) && serviceAccounts.contains(name));
    }
}
