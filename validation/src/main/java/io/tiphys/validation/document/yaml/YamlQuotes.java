package io.tiphys.validation.document.yaml;

import io.tiphys.validation.document.text.TextPositions;
import org.jspecify.annotations.Nullable;

/** Recognizes texts in quotes that end earlier or later than their author meant. */
final class YamlQuotes {
    private YamlQuotes() {}

    /** A hint if an error is right after a text in quotes; null otherwise. */
    static @Nullable String hint(String text, int index) {
        int end = index - 1;
        while (end >= 0 && (text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end--;
        }
        char quote = end < 0 ? ' ' : text.charAt(end);
        int start = quote == '"' || quote == '\'' ? opening(text, end, quote) : -1;
        if (start < 0) {
            return null;
        }
        if (text.substring(start, end).indexOf('\n') >= 0) {
            return "The text in quotes that ends here begins in line "
                    + TextPositions.at(text, start).line() + ": a quote is missing there.";
        }
        if (end < index - 1) {
            return "Something follows the text in quotes: put the whole value into quotes, those of the other kind.";
        }
        return quote == '"'
                ? "The text in double quotes ends before this: write \\\" for a quote in it, or use single quotes."
                : "The text in single quotes ends before this: write '' for a quote in it, or use double quotes.";
    }

    /** The quote that begins the text which another ends; negative for none. */
    private static int opening(String text, int end, char quote) {
        for (int i = end - 1; i >= 0; i--) {
            if (text.charAt(i) == quote) {
                if (quote == '"' && i > 0 && text.charAt(i - 1) == '\\') {
                    continue;
                }
                if (quote == '\'' && i > 0 && text.charAt(i - 1) == '\'') {
                    i--;
                    continue;
                }
                return i;
            }
        }
        return -1;
    }
}
