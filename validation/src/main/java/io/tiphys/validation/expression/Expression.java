package io.tiphys.validation.expression;

import io.tiphys.validation.expression.ExprToken.Kind;
import io.tiphys.validation.finding.ShownText;
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
        return flaw(text, tokens -> {
            new ExprParser(tokens).names();
            return null;
        });
    }

    /**
     * As {@link #flaw(String)}, for an expression whose names are known.
     *
     * @param names the names that it may use beside functions
     */
    public static @Nullable String flaw(String text, Set<String> names) {
        return flaw(text, tokens -> unknown(tokens, names));
    }

    /**
     * As {@link #flaw(String, Set)}, for a condition.
     *
     * @param texts the names that are texts, or have nothing but texts
     */
    public static @Nullable String flawOfCondition(String text, Set<String> names, Set<String> texts) {
        return flaw(text, tokens -> {
            String flaw = unknown(tokens, names);
            return flaw == null ? types(tokens, texts) : flaw;
        });
    }

    private interface Check {
        @Nullable
        String flaw(List<ExprToken> tokens) throws UnreadableExpression, ExprParser.TooDeep;
    }

    private static @Nullable String flaw(String text, Check check) {
        if (text.length() > LONGEST) {
            return null;
        }
        try {
            return check.flaw(ExprLexer.tokens(text));
        } catch (UnreadableExpression e) {
            return text.isBlank() ? "it is blank" : e.getMessage();
        } catch (ExprParser.TooDeep e) {
            return null;
        }
    }

    private static @Nullable String unknown(List<ExprToken> tokens, Set<String> names)
            throws UnreadableExpression, ExprParser.TooDeep {
        for (String name : new ExprParser(tokens).names()) {
            if (!names.contains(name) && !ExprFunctions.contains(name)) {
                return "there is no " + ShownText.quoted(name) + "; text needs quotes";
            }
        }
        return null;
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
