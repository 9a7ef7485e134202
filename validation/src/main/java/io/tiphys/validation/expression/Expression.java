package io.tiphys.validation.expression;

import io.tiphys.validation.expression.ExprToken.Kind;
import io.tiphys.validation.finding.ShownText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An expression that Argo 4.0.5 compiles with expr-lang 1.17.7 when it is needed. */
public final class Expression {
    private static final int LONGEST = 4_000;
    private static final Set<String> ORDERS = Set.of("<", "<=", ">", ">=");
    private static final Set<String> CHOICES = Set.of("&&", "||", "and", "or", "?", "??", "?.", "if");

    private Expression() {}

    /** Why Argo cannot compile an expression, as a clause; null if it can, or if that is not known here. */
    public static @Nullable String flaw(String text) {
        return flaw(text, (tokens, tree) -> null);
    }

    /**
     * As {@link #flaw(String)}, for an expression whose names are known.
     *
     * @param names the names that it may use beside functions
     */
    public static @Nullable String flaw(String text, Set<String> names) {
        return flaw(text, (tokens, tree) -> unknown(tree, names));
    }

    /**
     * As {@link #flaw(String, Set)}, for a condition.
     *
     * @param texts the names that are texts, or have nothing but texts
     */
    public static @Nullable String flawOfCondition(String text, Set<String> names, Set<String> texts) {
        return flaw(text, (tokens, tree) -> {
            String flaw = unknown(tree, names);
            return flaw == null ? types(tokens, texts) : flaw;
        });
    }

    private interface Check {
        @Nullable
        String flaw(List<ExprToken> tokens, Expr tree);
    }

    private static @Nullable String flaw(String text, Check check) {
        if (text.length() > LONGEST) {
            return null;
        }
        try {
            List<ExprToken> tokens = ExprLexer.tokens(text);
            return check.flaw(tokens, ExprParser.parse(tokens));
        } catch (ExprParser.TooDeep e) {
            return null;
        } catch (UnreadableExpression e) {
            return text.isBlank() ? "it is blank" : e.getMessage();
        }
    }

    private static @Nullable String unknown(Expr tree, Set<String> names) {
        for (String name : namesIn(tree)) {
            if (!names.contains(name) && !ExprFunctions.contains(name)) {
                return "there is no " + ShownText.quoted(name) + "; text needs quotes";
            }
        }
        return null;
    }

    /** The names outside of predicates that the expression does not define itself, functions included. */
    private static Set<String> namesIn(Expr tree) {
        Set<String> names = new LinkedHashSet<>();
        Set<String> variables = new HashSet<>();
        Deque<Expr> open = new ArrayDeque<>(List.of(tree));
        while (!open.isEmpty()) {
            Expr next = open.pop();
            switch (next.kind()) {
                case NAME, CALL -> names.add(next.token().text());
                case LET -> variables.add(next.token().text());
                default -> {}
            }
            for (int i = checkedParts(next); i > 0; i--) {
                open.push(next.parts().get(i - 1));
            }
        }
        names.removeAll(variables);
        return names;
    }

    /** A predicate has names of its own, and expr-lang does not check the arguments of a member. */
    private static int checkedParts(Expr expression) {
        return switch (expression.kind()) {
            case PREDICATE -> 0;
            case MEMBER -> 1;
            default -> expression.parts().size();
        };
    }

    /** The expression with the operators of expr-lang for those of other languages, if that makes it readable; otherwise null. */
    public static @Nullable String mended(String text) {
        String mended = Correction.of(text);
        return mended.equals(text) || flaw(text) == null || flaw(mended) != null ? null : mended;
    }

    /** Looks at what is evaluated in any case. */
    private static @Nullable String types(List<ExprToken> tokens, Set<String> texts) {
        int end = pathOfText(tokens, 0, texts);
        ExprToken first = tokens.get(0);
        boolean value = first.kind() == Kind.TEXT || first.kind() == Kind.NUMBER;
        if (end == tokens.size() - 1 || tokens.size() == 2 && value) {
            return "its result is not true or false";
        }
        for (int i = 0; i < tokens.size() && !CHOICES.contains(tokens.get(i).text()); i++) {
            int behind = pathOfText(tokens, i, texts);
            if (behind > 0
                    && ORDERS.contains(tokens.get(behind).text())
                    && tokens.get(behind + 1).kind() == Kind.NUMBER) {
                String path = path(tokens, i, behind);
                return path + " is text, and text is not compared with a number; write asInt(" + path + ")";
            }
        }
        return null;
    }

    /** The index behind a name with its members whose value is a text; 0 for none. */
    private static int pathOfText(List<ExprToken> tokens, int start, Set<String> texts) {
        int end = start;
        boolean begins = start == 0 || !tokens.get(start - 1).is(".");
        if (!begins
                || tokens.get(start).kind() != Kind.NAME
                || !texts.contains(tokens.get(start).text())) {
            return 0;
        }
        end++;
        while (tokens.get(end).is(".") && tokens.get(end + 1).kind() == Kind.NAME) {
            end += 2;
        }
        return end;
    }

    private static String path(List<ExprToken> tokens, int start, int end) {
        StringBuilder path = new StringBuilder();
        tokens.subList(start, end).forEach(token -> path.append(token.text()));
        return path.toString();
    }
}
