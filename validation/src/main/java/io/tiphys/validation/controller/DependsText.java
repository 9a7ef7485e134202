package io.tiphys.validation.controller;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the expression of a task's depends. */
final class DependsText {
    private static final Pattern TOKEN = Pattern.compile("&&|\\|\\||[!(),&|]|[\\w.-]++|\\S");

    private DependsText() {}

    /**
     * Why Argo's controller cannot evaluate an expression, as a clause; null if it can, or if the expression has operators that
     * are not recognized here.
     */
    static @Nullable String flaw(String text) {
        int open = 0;
        boolean operand = true; // whether a task is expected next
        String flaw = null;
        Matcher tokens = TOKEN.matcher(text);
        while (tokens.find()) {
            String token = tokens.group();
            String problem = null;
            switch (token) {
                case "!" -> problem = operand ? null : "an operator is missing before '!'";
                case "(" -> {
                    open++;
                    problem = operand ? null : "an operator is missing before '('";
                }
                case ")" -> {
                    open--;
                    problem = operand || open < 0 ? "')' is not expected here" : null;
                }
                case "&&", "||" -> {
                    problem = operand ? "a task is missing before '" + token + "'" : null;
                    operand = true;
                }
                case "&", "|", "," -> problem = "'" + token + "' is no operator";
                default -> {
                    if (!Character.isLetterOrDigit(token.charAt(0))) {
                        return null;
                    }
                    problem = operand ? null : "an operator is missing before '" + token + "'";
                    operand = false;
                }
            }
            flaw = flaw == null ? problem : flaw;
        }
        if (flaw == null && operand) {
            return "a task is missing at its end";
        }
        return flaw == null && open > 0 ? "a bracket is not closed" : flaw;
    }
}
