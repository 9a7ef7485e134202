package io.tiphys.validation.document.yaml;

import io.tiphys.validation.document.text.TextPositions;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recognizes what usually makes a text unreadable as YAML: traces of other tools and white space that is none. */
final class YamlCauses {
    private static final Map<String, String> LINES = Map.of(
            "<<<<<<<", "This is a conflict marker of Git: resolve the conflict, and remove the three lines of markers.",
            "=======", "This is a conflict marker of Git: resolve the conflict, and remove the three lines of markers.",
            ">>>>>>>", "This is a conflict marker of Git: resolve the conflict, and remove the three lines of markers.",
            "```", "This is a fence of Markdown: remove the lines of backticks.",
            "//", "A comment begins with # in YAML, and JSON has none.",
            "/*", "A comment begins with # in YAML, and JSON has none.");

    private static final String SPACES = "\u00a0\u2002\u2003\u2007\u2009\u200b\u202f\u3000";

    /** Text that is longer than a name and has only the signs of Base64. */
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/=\\s]{24,}");

    private YamlCauses() {}

    /** A hint why a document is a text and no object; null for none. @param index where the text begins */
    static @Nullable String ofText(String text, int index) {
        String hint = hint(text, index);
        if (hint != null) {
            return hint;
        }
        if (text.startsWith("<", index)) {
            return "This is a page of HTML or XML, perhaps the answer of a proxy or of a login page.";
        }
        if (BASE64.matcher(text.substring(index)).matches()) {
            return "This looks like Base64: decode it first.";
        }
        if (text.startsWith("{", index) || text.startsWith("\"", index)) {
            return "This is JSON in a JSON text: send the object itself.";
        }
        return text.indexOf("\napiVersion:", index) > 0
                ? "Remove what is before apiVersion: another program has printed it."
                : null;
    }

    /**
     * A hint at the usual cause of an error; null for none.
     *
     * @param index the position of the error
     */
    static @Nullable String hint(String text, int index) {
        int start = text.lastIndexOf('\n', Math.max(0, index - 1)) + 1;
        for (Map.Entry<String, String> line : LINES.entrySet()) {
            if (text.startsWith(line.getKey(), start)) {
                return line.getValue();
            }
        }
        int before = start < 2 ? 0 : text.lastIndexOf('\n', start - 2) + 1;
        for (int i = before; i < Math.min(index, text.length()); i++) {
            if (SPACES.indexOf(text.charAt(i)) >= 0) {
                TextPositions place = TextPositions.at(text, i);
                return String.format(
                        "Line %d has a special space (U+%04X) in column %d, which is none for YAML: write a plain space.",
                        place.line(), (int) text.charAt(i), place.column());
            }
        }
        return null;
    }
}
