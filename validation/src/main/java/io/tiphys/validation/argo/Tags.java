package io.tiphys.validation.argo;

import java.util.function.Consumer;

/** Finds the {{variables}} of a text that Argo holds against a scope. */
final class Tags {
    /** Stands for a tag that is not closed, so that Argo cannot read what it is in. */
    static final String OPEN = "{{";

    private static final String[] CHECKED = {"item.", "steps.", "inputs.", "outputs.", "pod.", "workflow.", "tasks."};

    private Tags() {}

    /**
     * Tells every tag that is checked, as it is written; expressions ({@code {{=...}}}) are not.
     *
     * @param closesLater whether braces close in what follows the text, for a tag that is not closed in it
     */
    static void each(String text, boolean closesLater, Consumer<String> visitor) {
        int open = text.indexOf("{{");
        while (open >= 0) {
            int close = text.indexOf("}}", open + 2);
            // One that is not closed goes on into what follows the text, so it can be no known name.
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
