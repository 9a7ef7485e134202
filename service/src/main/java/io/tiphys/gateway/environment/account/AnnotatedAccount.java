package io.tiphys.gateway.environment.account;

import io.tiphys.gateway.environment.expression.ExpressionException;
import io.tiphys.gateway.environment.expression.RuleExpression;
import io.tiphys.gateway.workflow.Namespace;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A service account with Argo's annotations. Immutable and thread-safe. */
public final class AnnotatedAccount {
    /** Argo's annotation with the expression. */
    public static final String RULE = "workflows.argoproj.io/rbac-rule";

    /** Argo's annotation with the precedence. */
    public static final String PRECEDENCE = "workflows.argoproj.io/rbac-rule-precedence";

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]++");
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

    private final Namespace namespace;
    private final String name;
    private final long precedence;
    private final Optional<RuleExpression> rule;
    private final String defect;

    private AnnotatedAccount(
            Namespace namespace, String name, long precedence, Optional<RuleExpression> rule, String defect) {
        this.namespace = namespace;
        this.name = name;
        this.precedence = precedence;
        this.rule = rule;
        this.defect = defect;
    }

    /** The account; empty when it has no rule. A rule that is not valid or not supported has a result for nobody. */
    public static Optional<AnnotatedAccount> of(Namespace namespace, String name, Map<String, String> annotations) {
        String rule = annotations.get(RULE);
        if (rule == null) {
            return Optional.empty();
        }
        long precedence = number(annotations.getOrDefault(PRECEDENCE, ""));
        try {
            return Optional.of(
                    new AnnotatedAccount(namespace, name, precedence, Optional.of(RuleExpression.compile(rule)), ""));
        } catch (ExpressionException e) {
            return Optional.of(new AnnotatedAccount(namespace, name, precedence, Optional.empty(), e.reason()));
        }
    }

    /** As Go's {@code strconv.Atoi} without a look at its error: 0 for a text, the largest number for a larger one. */
    private static long number(String text) {
        return WHOLE.matcher(text).matches()
                ? new BigInteger(text).max(LEAST).min(MOST).longValue()
                : 0;
    }

    Namespace namespace() {
        return namespace;
    }

    String name() {
        return name;
    }

    long precedence() {
        return precedence;
    }

    /** @throws ExpressionException when the rule has no result for the caller */
    boolean appliesTo(Map<String, Object> claims, List<String> groups) throws ExpressionException {
        if (rule.isEmpty()) {
            throw new ExpressionException(defect);
        }
        return rule.get().holds(claims, groups);
    }
}
