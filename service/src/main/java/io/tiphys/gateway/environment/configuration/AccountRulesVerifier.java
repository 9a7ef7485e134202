package io.tiphys.gateway.environment.configuration;

import io.tiphys.gateway.configuration.Findings;
import io.tiphys.gateway.environment.account.AccountRule;
import io.tiphys.gateway.environment.account.AccountRules;
import io.tiphys.gateway.environment.account.ClaimsExpression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Verifies {@code account-rules}: each expression is compiled, and no two rules have one precedence. */
final class AccountRulesVerifier {
    private final Findings findings;
    private final Map<Integer, String> precedences = new HashMap<>();

    AccountRulesVerifier(Findings findings) {
        this.findings = findings;
    }

    /** @param delegates whether the environment acts with a service account */
    AccountRules verify(Map<String, AccountRuleConfiguration> configured, boolean delegates) {
        if (!configured.isEmpty() && !delegates) {
            findings.severe("account-rules", "has no effect with credentials.mode direct; remove it");
            return AccountRules.NONE;
        }
        List<AccountRule> rules = new ArrayList<>();
        configured.forEach((id, rule) -> verify(id, rule).ifPresent(rules::add));
        return new AccountRules(rules);
    }

    private Optional<AccountRule> verify(String id, AccountRuleConfiguration rule) {
        String at = "account-rules." + id + ".";
        Optional<String> account = account(at, rule);
        Optional<Integer> precedence = precedence(at, id, rule);
        Optional<ClaimsExpression> expression =
                Optional.ofNullable(rule.expression()).flatMap(text -> compile(at, text));
        boolean one = rule.groups().isEmpty() != (rule.expression() == null);
        if (!one) {
            findings.severe("account-rules." + id, "needs exactly one of groups and expression");
        }
        return findings.anySevere()
                ? Optional.empty()
                : Optional.of(new AccountRule(
                        id, precedence.orElseThrow(), new HashSet<>(rule.groups()), expression, account.orElseThrow()));
    }

    private Optional<String> account(String at, AccountRuleConfiguration rule) {
        String account = rule.serviceAccount();
        return account != null && CredentialModeVerifier.isAccountName(account)
                ? Optional.of(account)
                : findings.wrong(at + "service-account", account, "the name of a service account");
    }

    private Optional<Integer> precedence(String at, String id, AccountRuleConfiguration rule) {
        Integer precedence = rule.precedence();
        if (precedence == null) {
            return findings.wrong(at + "precedence", null, "a whole number");
        }
        String other = precedences.putIfAbsent(precedence, id);
        return other == null
                ? Optional.of(precedence)
                : findings.severe(at + "precedence", "is also that of '" + other + "'; the order would be open");
    }

    private Optional<ClaimsExpression> compile(String at, String text) {
        try {
            return Optional.of(ClaimsExpression.compile(text));
        } catch (IllegalArgumentException e) {
            return findings.severe(
                    at + "expression", "is no expression in CEL with the result true or false: " + e.getMessage());
        }
    }
}
