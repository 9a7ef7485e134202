package io.tiphys.validation.argo.value;

import java.util.Map;

/** Replaces known {{variables}} of a text, as Argo does before it checks a template. */
public interface Substitution {
    /** Leaves every text as it is. */
    Substitution NONE = text -> text;

    /** Argo's text for a value that is known only later. */
    String PLACEHOLDER = "__argo__internal__placeholder-0";

    /** The text with its known variables replaced. */
    String apply(String text);

    /** Whether a value is known only later. */
    static boolean isPlaceholder(String text) {
        return text.startsWith("__argo__internal__placeholder-");
    }

    /** A lookup of values by the names of variables. */
    interface Values {
        /** The value; null when it is not known. */
        @org.jspecify.annotations.Nullable
        String get(String name);

        /** The values of a map. */
        static Values of(Map<String, String> map) {
            return map::get;
        }
    }

    /** Replaces once, as {@code util/template} of Argo: expressions and unknown variables remain. */
    static String replace(String text, Values values) {
        int open = text.indexOf("{{");
        if (open < 0) {
            return text;
        }
        StringBuilder replaced = new StringBuilder(text.length() + 32);
        int done = 0;
        while (open >= 0) {
            int close = text.indexOf("}}", open + 2);
            if (close < 0) {
                break;
            }
            replaced.append(text, done, open);
            String tag = text.substring(open + 2, close);
            String value = tag.startsWith("=") ? null : values.get(tag.strip());
            if (value != null) {
                replaced.append(value);
            } else {
                replaced.append("{{").append(nested(tag, values));
            }
            done = close + 2;
            open = text.indexOf("{{", done);
        }
        return replaced.append(text, done, text.length()).toString();
    }

    /** A tag that remains: {@code steps.{{item}}} closes with the inner tag, and only the inner tag is replaced. */
    private static String nested(String tag, Values values) {
        int inner = tag.startsWith("=") ? -1 : tag.lastIndexOf("{{");
        String value = inner > 0 ? values.get(tag.substring(inner + 2)) : null;
        return value == null ? tag + "}}" : tag.substring(0, inner) + value;
    }
}
