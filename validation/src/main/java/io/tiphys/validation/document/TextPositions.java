package io.tiphys.validation.document;

/**
 * Tells the line and column of places of a text that are asked for in order: the text is gone through once. Columns count
 * characters (code points). Not thread-safe.
 */
final class TextPositions {
    private final String text;
    private int index;
    private int line = 1;
    private int column = 1;

    TextPositions(String text) {
        this.text = text;
    }

    /** The positions of a text, standing on one place. */
    static TextPositions at(String text, int index) {
        TextPositions positions = new TextPositions(text);
        positions.moveTo(index);
        return positions;
    }

    /** Goes on to a place, or to the end of the text if it is shorter. A place further back leaves it where it is. */
    void moveTo(int target) {
        int end = Math.min(target, text.length());
        while (index < end) {
            char one = text.charAt(index++);
            if (one == '\n' || (one == '\r' && !nextIs('\n'))) {
                line++;
                column = 1;
            } else if (!Character.isLowSurrogate(one)) {
                column++;
            }
        }
    }

    private boolean nextIs(char expected) {
        return index < text.length() && text.charAt(index) == expected;
    }

    /** The line of the place, from 1. */
    int line() {
        return line;
    }

    /** The column of the place, from 1. */
    int column() {
        return column;
    }
}
