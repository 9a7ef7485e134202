package io.tiphys.gateway.environment.account;

import java.util.Optional;
import java.util.Set;

/**
 * One rule: callers in one of these groups, or callers that satisfy the expression, get this account. Exactly one condition is
 * set.
 *
 * @param id its name in the configuration
 * @param precedence the rule with the highest precedence that applies counts; unique in an environment
 * @param groups groups as Kubernetes reviews them, with the issuer's prefix
 * @param expression an expression in CEL
 * @param serviceAccount the name of the account
 */
public record AccountRule(
        String id, int precedence, Set<String> groups, Optional<ClaimsExpression> expression, String serviceAccount) {
    public AccountRule {
        groups = Set.copyOf(groups);
        if (groups.isEmpty() == expression.isEmpty()) {
            throw new IllegalArgumentException("a rule has groups or an expression");
        }
    }

    /** Whether the rule applies to a caller; empty when this cannot be decided. */
    Optional<Boolean> appliesTo(CallerFacts caller) {
        return expression.isPresent()
                ? expression.get().holds(caller)
                : Optional.of(caller.groups().stream().anyMatch(groups::contains));
    }
}
