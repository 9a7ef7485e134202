package io.tiphys.gateway.environment.expression;

import io.tiphys.gateway.environment.expression.Term.Type;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An expression of Argo's annotation {@code workflows.argoproj.io/rbac-rule}: the part of expr-lang 1.17.7 that docs/identities.md
 * lists, over {@code sub}, {@code email}, {@code name}, {@code preferred_username} (texts) and {@code groups} (a list of texts). The
 * result is the one of Argo Workflows 4.0.5, or there is none. Length, nesting and work are bounded. Immutable and thread-safe.
 */
public final class RuleExpression {
    private static final int LONGEST = 2_000;

    /** The claims of an Argo session that are equal to those of the issuer's token ({@code server/auth/sso/sso.go}). */
    private static final Map<String, Type> NAMES = Map.of(
            "sub", Type.TEXT,
            "email", Type.TEXT,
            "name", Type.TEXT,
            "preferred_username", Type.TEXT,
            "groups", Type.TEXTS);

    private final Term term;
    private final Set<String> names;

    private RuleExpression(Term term, Set<String> names) {
        this.term = term;
        this.names = names;
    }

    /** @throws ExpressionException when the expression is not valid or not supported */
    public static RuleExpression compile(String text) throws ExpressionException {
        if (text.length() > LONGEST) {
            throw new ExpressionException("the expression is longer than " + LONGEST + " characters");
        }
        requireUnicode(text);
        RuleCompiler.Compiled compiled = RuleCompiler.compile(text, NAMES);
        return new RuleExpression(compiled.term(), compiled.names());
    }

    /**
     * Whether a caller satisfies the expression.
     *
     * @param claims the claims of the token
     * @param groups the groups as the token names them, without a prefix
     * @throws ExpressionException when there is no result: a claim is absent, empty or of another type, even in a part that would
     *     not be evaluated, because Argo checks all names first; or the expression names an email that the issuer has not verified
     */
    public boolean holds(Map<String, Object> claims, List<String> groups) throws ExpressionException {
        Map<String, Object> values = new HashMap<>();
        for (Map.Entry<String, Type> one : NAMES.entrySet()) {
            boolean isText = one.getValue() == Type.TEXT;
            Object value = isText ? claims.get(one.getKey()) : groups;
            if (isText && value != null && !(value instanceof String)) {
                throw new ExpressionException("the claim '" + one.getKey() + "' is not a text");
            }
            // Argo leaves out what is empty.
            if (value != null && !value.equals("") && !value.equals(List.of())) {
                values.put(one.getKey(), value);
            } else if (names.contains(one.getKey())) {
                throw new ExpressionException("the claim '" + one.getKey() + "' is absent or empty");
            }
        }
        if (names.contains("email") && isUnverified(claims.get("email_verified"))) {
            throw new ExpressionException("the claim 'email' is not verified by the issuer");
        }
        for (Object value : values.values()) {
            requireUnicode(String.valueOf(value));
        }
        return term.truthIn(new Scope(values));
    }

    /** Argo does not look at this, but people can write any address into their accounts. */
    private static boolean isUnverified(@Nullable Object verified) {
        return verified != null && !verified.toString().equals("true");
    }

    /** Go has no half of a surrogate pair. */
    private static void requireUnicode(String text) throws ExpressionException {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new ExpressionException("a text is not valid Unicode");
        }
    }
}
