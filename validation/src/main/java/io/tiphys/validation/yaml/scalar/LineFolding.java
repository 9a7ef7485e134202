package io.tiphys.validation.yaml.scalar;

import io.tiphys.validation.yaml.text.Cursor;

/** The white space within a text of several lines: one break becomes a space; of several breaks the first is dropped. */
final class LineFolding {
    private final StringBuilder first = new StringBuilder(1);
    private final StringBuilder others = new StringBuilder();
    private boolean broken;

    /** Whether there was a line break since the last word. */
    boolean isBroken() {
        return broken;
    }

    /** Ignores a line break after a backslash. */
    void escapedBreak() {
        broken = true;
    }

    void readLine(Cursor cursor) {
        cursor.readLine(broken ? others : first);
        broken = true;
    }

    /** Appends the replacement of the line breaks since the last word to the text. */
    void into(StringBuilder text) {
        if (first.isEmpty() || first.charAt(0) != '\n') {
            text.append(first).append(others);
        } else if (others.isEmpty()) {
            text.append(' ');
        } else {
            text.append(others);
        }
        first.setLength(0);
        others.setLength(0);
        broken = false;
    }
}
