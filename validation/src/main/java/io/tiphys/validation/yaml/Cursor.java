package io.tiphys.validation.yaml;

/**
 * A position in a text that moves forward. {@link Characters#END}s follow the text. Columns count characters (code points)
 * from 0, as YAML counts indentation. Not thread-safe.
 */
final class Cursor {
    /** The maximum look-ahead. */
    private static final int AHEAD = 12;

    private final char[] text;
    private final int start;
    private int position;
    private int line;
    private int column;

    /** @throws YamlFault if the part contains a character that YAML forbids */
    Cursor(String whole, int start, int end) {
        int bad = Characters.firstUnprintable(whole, start, end);
        if (bad < end) {
            throw new YamlFault(YamlFault.Kind.CHARACTER, "it has a control character", bad);
        }
        this.start = start;
        this.text = new char[end - start + AHEAD];
        whole.getChars(start, end, text, 0);
    }

    /** The position as an index of the whole text. */
    int index() {
        return start + position;
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }

    char peek() {
        return text[position];
    }

    /** @param ahead at most {@value #AHEAD} - 1 */
    char peek(int ahead) {
        return text[position + ahead];
    }

    boolean atEnd() {
        return text[position] == Characters.END;
    }

    /** Skips a character that is no line break. */
    void skip() {
        position += Character.isHighSurrogate(text[position]) ? 2 : 1;
        column++;
    }

    void skip(int characters) {
        for (int i = 0; i < characters; i++) {
            skip();
        }
    }

    void skipBlanks() {
        while (Characters.isBlank(peek())) {
            skip();
        }
    }

    /** Moves to the end of the line if a comment begins here. */
    void skipComment() {
        if (peek() == '#') {
            skipToLineEnd();
        }
    }

    void skipToLineEnd() {
        while (!Characters.isBreakOrEnd(peek())) {
            skip();
        }
    }

    /** Skips a line break, which must be present; CR LF is one. */
    void skipLine() {
        position += text[position] == '\r' && text[position + 1] == '\n' ? 2 : 1;
        line++;
        column = 0;
    }

    /** Skips a line break, and appends it to a text, usually as a line feed. */
    void readLine(StringBuilder breaks) {
        char one = peek();
        breaks.append(one == '\r' || one == Characters.NEXT_LINE ? '\n' : one);
        skipLine();
    }

    /** The text from an index of the whole text to here. */
    String since(int index) {
        return between(index, index());
    }

    String between(int from, int to) {
        return new String(text, from - start, to - from);
    }

    void appendBetween(StringBuilder target, int from, int to) {
        target.append(text, from - start, to - from);
    }

    /** Whether a line begins here with {@code ---} or {@code ...}, followed by a blank or the end of the line. */
    boolean atDocumentIndicator() {
        return column == 0 && (atIndicator('-') || atIndicator('.'));
    }

    boolean atIndicator(char one) {
        return peek() == one && peek(1) == one && peek(2) == one && Characters.isBlankOrEnd(peek(3));
    }

    /** The stream ends as if with a line break. */
    void endLine() {
        if (column != 0) {
            column = 0;
            line++;
        }
    }
}
