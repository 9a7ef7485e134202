package io.tiphys.validation.yaml;

/** The white space within a text that goes over several lines: one break becomes a space, more than one lose the first. */
final class LineFolding {
    private final StringBuilder first = new StringBuilder(1);
    private final StringBuilder others = new StringBuilder();
    private boolean broken;

    /** Whether there was a line break since the last word. */
    boolean isBroken() {
        return broken;
    }

    /** Takes in a line break that is written with a backslash before it: it is none. */
    void escapedBreak() {
        broken = true;
    }

    void readLine(Cursor cursor) {
        cursor.readLine(broken ? others : first);
        broken = true;
    }

    /** Puts what the line breaks since the last word stand for into the text. */
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
