package io.tiphys.validation.rule;

import java.util.Objects;
import java.util.Set;

/**
 * What the place asks for where a workflow is submitted.
 *
 * @param namespace the namespace it is submitted to
 * @param serviceAccounts as which service accounts its pods may run: exact names; the single entry {@code *} allows all;
 *     none allows none
 * @param rules what it makes of the rules
 */
public record WorkflowPolicy(String namespace, Set<String> serviceAccounts, RuleSettings rules) {
    private static final String ALL = "*";

    /** No place in particular: no namespace, and every account. */
    public static final WorkflowPolicy NONE = new WorkflowPolicy("", Set.of(ALL));

    public WorkflowPolicy {
        Objects.requireNonNull(namespace);
        serviceAccounts = Set.copyOf(serviceAccounts);
        Objects.requireNonNull(rules);
    }

    /** A place that takes every rule as it is. */
    public WorkflowPolicy(String namespace, Set<String> serviceAccounts) {
        this(namespace, serviceAccounts, RuleSettings.DEFAULT);
    }

    /** The same place with other settings of the rules. */
    public WorkflowPolicy with(RuleSettings settings) {
        return new WorkflowPolicy(namespace, serviceAccounts, settings);
    }

    /** Whether every service account is allowed, also one that is not known yet. */
    public boolean allowsEveryServiceAccount() {
        return serviceAccounts.equals(Set.of(ALL));
    }

    /** Whether pods may run as this service account. A name that holds a {@code {{variable}}} is no exact name. */
    public boolean allowsServiceAccount(String name) {
        return allowsEveryServiceAccount() || (!ALL.equals(name) && serviceAccounts.contains(name));
    }
}
