package io.tiphys.gateway.workflow;

import java.util.Objects;
import java.util.Set;

/**
 * What the place that a workflow is sent to asks of it.
 *
 * @param namespace the namespace that it is to be created in
 * @param serviceAccounts as which accounts it may run; {@code *} alone stands for all
 */
public record WorkflowPolicy(Namespace namespace, Set<String> serviceAccounts) {
    private static final String ALL = "*";

    public WorkflowPolicy {
        Objects.requireNonNull(namespace);
        serviceAccounts = Set.copyOf(serviceAccounts);
    }

    /** Whether every account is allowed. */
    public boolean allowsAllServiceAccounts() {
        return serviceAccounts.contains(ALL);
    }

    /** Whether a workflow may run as this account. */
    public boolean allowsServiceAccount(String name) {
        return allowsAllServiceAccounts() || serviceAccounts.contains(name);
    }
}
