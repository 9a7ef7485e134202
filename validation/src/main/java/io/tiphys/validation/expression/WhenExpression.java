package io.tiphys.validation.expression;

import io.tiphys.validation.expression.WhenToken.Kind;
import io.tiphys.validation.finding.ShownText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition of a step or task, which Argo 4.0.5 evaluates with govaluate 3.0.1 ({@code shouldExecute} in
 * {@code workflow/controller/steps.go}). Words without quotes are texts.
 */
public final class WhenExpression {
    private static final int LONGEST = 4_000;

    private final List<WhenToken> tokens;

    private WhenExpression(List<WhenToken> tokens) {
        this.tokens = tokens;
    }

    /**
     * Why Argo cannot evaluate a condition, whatever it is used for, as a clause; null if it can, or if that is not known here.
     *
     * @param text a condition without variables
     */
    public static @Nullable String flaw(String text) {
        if (text.length() > LONGEST || text.indexOf('\\') >= 0) {
            return null; // escapes have rules of their own
        }
        try {
            WhenExpression expression = new WhenExpression(WhenLexer.tokens(text));
            String flaw = expression.order();
            return flaw == null ? expression.types() : flaw;
        } catch (UnreadableExpression e) {
            return e.getMessage();
        }
    }

    /** A small correction with which Argo can evaluate the condition; null for none. */
    public static @Nullable String mended(String text) {
        String operators = Correction.lists(Correction.of(text));
        for (String mended : List.of(operators, Correction.quoted(text), Correction.quoted(operators))) {
            if (flaw(mended) == null) {
                return mended;
            }
        }
        return null;
    }

    private @Nullable String order() {
        WhenToken before = new WhenToken(Kind.START, "");
        int open = 0;
        for (WhenToken token : tokens) {
            if (!before.kind().next().contains(token.kind())) {
                return disorder(before, token);
            }
            open += token.kind() == Kind.OPEN ? 1 : token.kind() == Kind.CLOSE ? -1 : 0;
            before = token;
        }
        if (!before.kind().mayEnd()) {
            return before.kind() == Kind.START
                    ? "it is blank"
                    : "a value is missing after " + ShownText.quoted(before.text());
        }
        return open == 0 ? null : open > 0 ? "a bracket is not closed" : "a bracket is closed that is not open";
    }

    private static String disorder(WhenToken before, WhenToken token) {
        String shown = ShownText.quoted(token.text());
        if (before.kind() == Kind.WORD && token.kind() == Kind.OPEN) {
            return "it has no functions, and " + ShownText.quoted(before.text()) + " is called like one";
        }
        if (before.kind() == Kind.START) {
            return "it begins with " + shown;
        }
        return token.kind().isValue() && before.kind().mayEnd()
                ? "there is no operator between " + ShownText.quoted(before.text()) + " and " + shown
                : shown + " is not expected after " + ShownText.quoted(before.text());
    }

    /** Looks at what is evaluated in any case, which is what stands before the first operator that may leave out the rest. */
    private @Nullable String types() {
        boolean decides = false;
        for (int i = 0; i < tokens.size(); i++) {
            WhenToken token = tokens.get(i);
            if (isIgnored(i)) {
                return null;
            }
            String flaw = flaw(i);
            if (flaw != null || token.kind() == Kind.LOGICAL || token.kind() == Kind.TERNARY) {
                return flaw;
            }
            decides |= token.kind() == Kind.COMPARATOR
                    || token.kind() == Kind.BOOLEAN
                    || token.text().equals("!");
        }
        return decides ? null : "its result is not true or false";
    }

    /** Govaluate leaves out what follows a bracket without an operator. */
    private boolean isIgnored(int i) {
        Kind kind = tokens.get(i).kind();
        return i > 0 && tokens.get(i - 1).kind() == Kind.CLOSE && (kind.isValue() || kind == Kind.OPEN);
    }

    private @Nullable String flaw(int i) {
        WhenToken token = tokens.get(i);
        return switch (token.kind()) {
            case MODIFIER -> modifier(i);
            case COMPARATOR -> token.text().equals("in") ? list(i) : null;
            case LOGICAL -> logical(i);
            case ACCESSOR -> ShownText.quoted(token.text()) + " has a point, and text with one needs quotes";
            default -> null;
        };
    }

    private @Nullable String modifier(int i) {
        String operator = tokens.get(i).text();
        for (WhenToken operand : List.of(tokens.get(i - 1), tokens.get(i + 1))) {
            if (operand.kind() == Kind.WORD && !operator.equals("+")) {
                return "operator " + ShownText.quoted(operator) + " needs numbers, and "
                        + ShownText.quoted(operand.text()) + " is text; text with such a sign needs quotes";
            }
        }
        return null;
    }

    private @Nullable String list(int i) {
        boolean value = tokens.get(i + 1).kind().isValue();
        boolean one = tokens.get(i + 1).kind() == Kind.OPEN
                && i + 3 < tokens.size()
                && tokens.get(i + 2).kind().isValue()
                && tokens.get(i + 3).kind() == Kind.CLOSE;
        return value || one ? "'in' needs two or more values in round brackets" : null;
    }

    private @Nullable String logical(int i) {
        Kind left = tokens.get(i - 1).kind();
        Kind before = i > 1 ? tokens.get(i - 2).kind() : Kind.START;
        boolean alone = before == Kind.START || before == Kind.OPEN;
        boolean text = left == Kind.WORD || left == Kind.TEXT || left == Kind.NUMBER;
        return alone && text
                ? ShownText.quoted(tokens.get(i - 1).text()) + " is not true or false, as "
                        + ShownText.quoted(tokens.get(i).text()) + " needs"
                : null;
    }
}
