package io.tiphys.validation.expression;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces operators of other languages by those of a condition. */
final class Correction {
    private static final Pattern OTHERS = Pattern.compile(
            "'[^']*+'|\"[^\"]*+\"|=>|=<|(?<![=!<>~])={1,3}+(?![=~<>])|\\b(?:and|or|not|AND|OR|NOT)\\b[ ]?+|(?<![&|])[&|](?![&|])");

    private static final Pattern WITH_SIGNS =
            Pattern.compile("'[^']*+'|\"[^\"]*+\"|(?<![\\w./:@-])(\\w++(?:[./:@-]++\\w++)++)(?![\\w./:@-])");

    private static final Pattern LIST = Pattern.compile("\\bin[ ]*+\\[([^\\[\\]]*+)]");

    private Correction() {}

    static String of(String text) {
        return OTHERS.matcher(text).replaceAll(match -> Matcher.quoteReplacement(operator(match)));
    }

    /** Puts lists into round brackets. */
    static String lists(String text) {
        return LIST.matcher(text).replaceAll("in ($1)");
    }

    /** Puts texts with signs into quotes. */
    static String quoted(String text) {
        return WITH_SIGNS
                .matcher(text)
                .replaceAll(match ->
                        Matcher.quoteReplacement(match.group(1) == null ? match.group() : "'" + match.group() + "'"));
    }

    private static String operator(MatchResult match) {
        String found = match.group();
        return switch (found.strip().toLowerCase(Locale.ROOT)) {
            case "=", "===" -> "==";
            case "=>" -> ">=";
            case "=<" -> "<=";
            case "and" -> "&& ";
            case "&" -> "&&";
            case "or" -> "|| ";
            case "|" -> "||";
            case "not" -> "!";
            default -> found;
        };
    }
}
