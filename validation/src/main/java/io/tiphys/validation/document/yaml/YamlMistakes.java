package io.tiphys.validation.document.yaml;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recognizes the usual mistakes of people who write YAML by hand: signs that need quotes, quotes, dashes and indentation. */
final class YamlMistakes {
    /** A key and its whole value. */
    private static final Pattern COMPLETE = Pattern.compile("(?:- ++)*+[\\w.\"'-]++:\\s++[^\\s|>#&!].*");

    private static final Pattern NO_SPACE = Pattern.compile("(?:- ++)*+[\\w.-]++:[^\\s:/].*");
    private static final Pattern WORDS = Pattern.compile("(?:- ++)*+[\\w.-]++( [^:]*+)?+");
    private static final Pattern BLOCK = Pattern.compile(".*: *[|>][-+0-9]*\\s*");
    private static final String OTHER_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212";

    private final TextLines lines;
    private final String text;
    private final int index;

    private YamlMistakes(String text, int index) {
        this.text = text;
        this.index = Math.min(index, text.length());
        this.lines = new TextLines(text, this.index);
    }

    /**
     * A hint at the probable mistake behind a syntax error; null for none.
     *
     * @param index the position of the error
     * @param colon whether the error is a colon that is not allowed
     */
    static @Nullable String hint(String text, int index, boolean colon) {
        YamlMistakes mistakes = new YamlMistakes(text, index);
        String sign = mistakes.sign();
        if (sign != null) {
            return sign;
        }
        String quote = YamlQuotes.hint(text, mistakes.index);
        if (quote != null) {
            return quote;
        }
        return colon ? mistakes.colon() : mistakes.key();
    }

    /** Signs that begin something else than a text. */
    private @Nullable String sign() {
        if (index < text.length() && "%@`".indexOf(text.charAt(index)) >= 0) {
            return quotes("begins with " + text.charAt(index) + " needs quotes");
        }
        int start = index;
        while (start > 0
                && !Character.isWhitespace(text.charAt(start - 1))
                && "[{,".indexOf(text.charAt(start - 1)) < 0) {
            start--;
        }
        boolean afterDash = start > 0 && start < text.length();
        if (afterDash && text.charAt(start) == '*' && start < index) {
            return quotes("begins with *, the sign of an alias, needs quotes");
        }
        return afterDash && text.charAt(start) == '!' && start < index
                ? quotes("begins with !, the sign of a tag, needs quotes")
                : null;
    }

    private String quotes(String reason) {
        String value = lines.value();
        return value.isEmpty() || value.indexOf('"') >= 0 || value.indexOf('\\') >= 0
                ? "Put the value into quotes: a text that " + reason + "."
                : "Write \"" + value + "\": a text that " + reason + ".";
    }

    /** Why a colon cannot be where it is: the text above goes on until there. */
    private @Nullable String colon() {
        int above = lines.previous();
        String found = above == 0 ? null : signs(above);
        if (found != null || above == 0) {
            return found == null ? dash(lines.current()) : found;
        }
        return COMPLETE.matcher(lines.stripped(above)).matches()
                        && lines.indent(lines.current()) > lines.keyIndent(above)
                ? "This line is indented deeper than line " + above
                        + ", which has its value already: indent both alike."
                : dash(lines.current());
    }

    /** Signs by which a line has no key, while it looks like one. */
    private @Nullable String signs(int line) {
        String found = dash(line);
        if (found != null) {
            return found;
        }
        String text = lines.stripped(line);
        if (text.indexOf('\uFF1A') > 0 && text.indexOf(": ") < 0) {
            return "Line " + line + " has a colon of another kind (U+FF1A): write a plain one, and a space after it.";
        }
        if (NO_SPACE.matcher(text).matches() && text.indexOf(": ") < 0) {
            return "Line " + line + " has no space after its colon.";
        }
        return WORDS.matcher(text).matches() && !text.startsWith("- -") && lines.opens(line)
                ? "Line " + line + " has no colon."
                : null;
    }

    private @Nullable String dash(int line) {
        String text = line == 0 ? "" : lines.stripped(line);
        return text.length() > 1 && OTHER_DASHES.indexOf(text.charAt(0)) >= 0
                ? String.format(
                        "Line %d begins with a dash of another kind (U+%04X): write a plain one.",
                        line, (int) text.charAt(0))
                : null;
    }

    /** Why there is no key where one is expected. */
    private @Nullable String key() {
        int line = lines.current();
        int above = lines.previous();
        if (above > 0
                && BLOCK.matcher(lines.stripped(above)).matches()
                && lines.indent(line) <= lines.keyIndent(above)) {
            return "The text of a block is indented deeper than its key in line " + above + ".";
        }
        String found = lines.atStart() && above > 0 && dash(above) != null ? dash(above) : null;
        if (found == null && lines.atStart() && !lines.stripped(line).startsWith("- ")) {
            found = signs(line);
        }
        if (found != null) {
            return found;
        }
        if (lines.atStart() && lines.stripped(line).startsWith("- ")) {
            int dash = lines.dashAbove();
            return dash > 0 && lines.indent(dash) != lines.indent(line)
                    ? "This dash is indented by " + lines.indent(line) + ", and that in line " + dash + " by "
                            + lines.indent(dash) + ": indent all of a list alike."
                    : null;
        }
        int key = lines.shallower();
        return lines.atStart() && above > 0 && key > 0
                ? "This line is indented by " + lines.indent(line) + ", which no line above it is."
                : null;
    }
}
