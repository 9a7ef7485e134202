package io.tiphys.validation.argo.value;

import java.util.function.Consumer;

/** Finds the {{variables}} of a text that Argo checks against a scope. */
public final class Tags {
    /** Represents an unclosed tag, because of which Argo cannot read the surrounding value. */
    public static final String OPEN = "{{";

    private static final String[] CHECKED = {"item.", "steps.", "inputs.", "outputs.", "pod.", "workflow.", "tasks."};

    private Tags() {}

    /**
     * Passes every checked tag to the visitor, as written; expressions ({@code {{=...}}}) are not checked.
     *
     * @param closesLater whether braces close after the text, for a tag that is not closed in the text
     */
    public static void each(String text, boolean closesLater, Consumer<String> visitor) {
        int open = text.indexOf("{{");
        while (open >= 0) {
            int close = text.indexOf("}}", open + 2);
            // An unclosed tag extends beyond the text, so it is no known name.
            String tag = close < 0 ? text.substring(open + 2) + '"' : text.substring(open + 2, close);
            if (close < 0 && (!closesLater || tag.startsWith("="))) {
                visitor.accept(OPEN);
            } else if (!tag.startsWith("=") && isChecked(tag.strip())) {
                visitor.accept(tag);
            }
            open = close < 0 ? -1 : text.indexOf("{{", close + 2);
        }
    }

    private static boolean isChecked(String tag) {
        for (String prefix : CHECKED) {
            if (tag.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
