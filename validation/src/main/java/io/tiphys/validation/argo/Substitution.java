package io.tiphys.validation.argo;

import java.util.Map;

/** Puts what is known into the {{variables}} of a text, as Argo does before it looks at a template. */
interface Substitution {
    /** Leaves every text as it is. */
    Substitution NONE = text -> text;

    /** What Argo puts where it knows only later what will stand there. */
    String PLACEHOLDER = "__argo__internal__placeholder-0";

    /** The text with what is known put in. */
    String apply(String text);

    /** Whether a value will be known only later. */
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

    /** Replaces once, in the manner of {@code util/template} of Argo: expressions stay, and what is not known stays. */
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

    /** A tag that stays: {@code steps.{{item}}} closes with the inner one, which alone is replaced then. */
    private static String nested(String tag, Values values) {
        int inner = tag.startsWith("=") ? -1 : tag.lastIndexOf("{{");
        String value = inner > 0 ? values.get(tag.substring(inner + 2)) : null;
        return value == null ? tag + "}}" : tag.substring(0, inner) + value;
    }
}
