package io.tiphys.validation.document.text;

/**
 * Computes line and column of positions in a text, which must be requested in order: the text is scanned once. A line ends with
 * a line feed, a carriage return or both, as in editors; columns count characters (code points), a tab as one. Not thread-safe.
 */
public final class TextPositions {
    private final String text;
    private int index;
    private int line;
    private int column;

    /** The positions from the beginning of a text. */
    public TextPositions(String text) {
        this(text, TextPlace.START);
    }

    /** @param from a position at or before the first requested one */
    public TextPositions(String text, TextPlace from) {
        this.text = text;
        this.index = from.index();
        this.line = from.line();
        this.column = from.column();
    }

    /** The positions of a text, moved to an index. */
    public static TextPositions at(String text, int index) {
        TextPositions positions = new TextPositions(text);
        positions.moveTo(index);
        return positions;
    }

    /** Moves to an index, or to the end of a shorter text. An earlier index has no effect. */
    public void moveTo(int target) {
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

    /** The current position. */
    public TextPlace place() {
        return new TextPlace(index, line, column);
    }

    /** The line of the current position, from 1. */
    public int line() {
        return line;
    }

    /** The column of the current position, from 1. */
    public int column() {
        return column;
    }
}
