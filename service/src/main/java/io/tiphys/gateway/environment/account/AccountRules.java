package io.tiphys.gateway.environment.account;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The account rules of an environment, in the order of their precedence. Immutable.
 *
 * @param ordered the rules, highest precedence first
 * @param ofArgo Argo's annotations, which replace the rules for the callers of one issuer; empty when they are not read
 */
public record AccountRules(List<AccountRule> ordered, Optional<ArgoAccountRules> ofArgo) {
    /** No rules: every caller gets the configured account. */
    public static final AccountRules NONE = new AccountRules(List.of());

    public AccountRules {
        ordered = ordered.stream()
                .sorted(Comparator.comparingInt(AccountRule::precedence).reversed())
                .toList();
        Objects.requireNonNull(ofArgo);
    }

    /** Rules without Argo's annotations. */
    public AccountRules(List<AccountRule> ordered) {
        this(ordered, Optional.empty());
    }

    /** The result of the rules. */
    public sealed interface Choice {}

    /** This rule applies. */
    public record Ruled(AccountRule rule) implements Choice {}

    /** No rule applies: the configured account counts. */
    public record Default() implements Choice {}

    /**
     * A rule could not be decided. No rule below it counts, because it might have applied.
     *
     * @param rule the rule
     */
    public record Undecided(AccountRule rule) implements Choice {}

    /** Chooses for a caller. */
    public Choice choose(CallerFacts caller) {
        for (AccountRule rule : ordered) {
            Optional<Boolean> applies = rule.appliesTo(caller);
            if (applies.isEmpty()) {
                return new Undecided(rule);
            }
            if (applies.get()) {
                return new Ruled(rule);
            }
        }
        return new Default();
    }
}
