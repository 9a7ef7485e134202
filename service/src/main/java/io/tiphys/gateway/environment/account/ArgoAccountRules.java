package io.tiphys.gateway.environment.account;

import io.tiphys.gateway.workflow.Namespace;
import java.util.Objects;
import java.util.Set;

/**
 * That Argo's annotations on service accounts select the account for the callers of one issuer.
 *
 * @param identity the id of the issuer
 * @param namespace the namespace whose annotated accounts count for all calls: Argo's single sign-on namespace
 * @param serviceAccounts the names of the accounts that may be selected
 * @param delegatesToNamespace whether an account of the call's namespace counts when its precedence is higher
 */
public record ArgoAccountRules(
        String identity, Namespace namespace, Set<String> serviceAccounts, boolean delegatesToNamespace) {
    public ArgoAccountRules {
        Objects.requireNonNull(identity);
        Objects.requireNonNull(namespace);
        serviceAccounts = Set.copyOf(serviceAccounts);
    }
}
