package io.tiphys.gateway.environment.account;

import io.tiphys.gateway.environment.expression.ExpressionException;
import io.tiphys.gateway.workflow.Namespace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Selects among annotated accounts as Argo Workflows 4.0.5 does ({@code getServiceAccount} in {@code server/auth/gatekeeper.go}): by
 * precedence, the first whose rule is true. A rule without a result ends the selection. Where Argo's order is arbitrary, among
 * accounts with one precedence, there must be one result whatever the order is. Pure functions.
 */
public final class ArgoSelection {
    private ArgoSelection() {}

    /** The result. */
    public sealed interface Choice {}

    /**
     * This account is selected.
     *
     * @param namespace the namespace of the account
     * @param account its name
     * @param precedence its precedence
     */
    public record Chosen(Namespace namespace, String account, long precedence) implements Choice {
        /** For example {@code argo/staff, precedence 10}. */
        public String rule() {
            return namespace + "/" + account + ", precedence " + precedence;
        }
    }

    /** No rule is true. */
    public record NoneApplies() implements Choice {}

    /**
     * The selection has no result.
     *
     * @param account the account with the rule, or several names
     * @param reason a phrase, which names no claim's value
     */
    public record Undecided(String account, String reason) implements Choice {}

    /**
     * Selects for a caller.
     *
     * @param claims the claims of the issuer's token
     * @param groups the groups as the token names them
     */
    public static Choice choose(
            Collection<AnnotatedAccount> accounts, Map<String, Object> claims, List<String> groups) {
        SortedMap<Long, List<AnnotatedAccount>> byPrecedence = new TreeMap<>(Comparator.reverseOrder());
        for (AnnotatedAccount account : accounts) {
            byPrecedence
                    .computeIfAbsent(account.precedence(), key -> new ArrayList<>())
                    .add(account);
        }
        for (List<AnnotatedAccount> equal : byPrecedence.values()) {
            Choice choice = among(equal, claims, groups);
            if (!(choice instanceof NoneApplies)) {
                return choice;
            }
        }
        return new NoneApplies();
    }

    private static Choice among(List<AnnotatedAccount> equal, Map<String, Object> claims, List<String> groups) {
        List<AnnotatedAccount> applying = new ArrayList<>();
        for (AnnotatedAccount account : equal) {
            try {
                if (account.appliesTo(claims, groups)) {
                    applying.add(account);
                }
            } catch (ExpressionException e) {
                return new Undecided(account.name(), e.reason());
            }
        }
        if (applying.size() > 1) {
            String names =
                    applying.stream().map(AnnotatedAccount::name).sorted().collect(Collectors.joining("', '"));
            return new Undecided(names, "the rules of several accounts with one precedence are true");
        }
        return applying.isEmpty()
                ? new NoneApplies()
                : new Chosen(
                        applying.getFirst().namespace(),
                        applying.getFirst().name(),
                        applying.getFirst().precedence());
    }
}
