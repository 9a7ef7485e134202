package io.tiphys.validation.yaml.text;

/**
 * A position in a text that moves forward. {@link Characters#END}s follow the text. Columns count characters (code points)
 * from 0, as YAML counts indentation. Not thread-safe.
 */
public final class Cursor {
    /** The maximum look-ahead. */
    private static final int AHEAD = 12;

    private final char[] text;
    private final int start;
    private int position;
    private int line;
    private int column;

    /** @throws YamlFault if the part contains a character that YAML forbids */
    public Cursor(String whole, int start, int end) {
        int bad = Characters.firstUnprintable(whole, start, end);
        if (bad < end) {
            throw new YamlFault(YamlFault.Kind.CHARACTER, "it has a control character", bad);
        }
        this.start = start;
        this.text = new char[end - start + AHEAD];
        whole.getChars(start, end, text, 0);
    }

    /** The position as an index of the whole text. */
    public int index() {
        return start + position;
    }

    int line() {
        return line;
    }

    public int column() {
        return column;
    }

    public char peek() {
        return text[position];
    }

    /** @param ahead at most {@value #AHEAD} - 1 */
    public char peek(int ahead) {
        return text[position + ahead];
    }

    public boolean atEnd() {
        return text[position] == Characters.END;
    }

    /** Skips a character that is no line break. */
    public void skip() {
        position += Character.isHighSurrogate(text[position]) ? 2 : 1;
        column++;
    }

    public void skip(int characters) {
        for (int i = 0; i < characters; i++) {
            skip();
        }
    }

    public void skipBlanks() {
        while (Characters.isBlank(peek())) {
            skip();
        }
    }

    /** Moves to the end of the line if a comment begins here. */
    public void skipComment() {
        if (peek() == '#') {
            skipToLineEnd();
        }
    }

    public void skipToLineEnd() {
        while (!Characters.isBreakOrEnd(peek())) {
            skip();
        }
    }

    /** Skips a line break, which must be present; CR LF is one. */
    public void skipLine() {
        position += text[position] == '\r' && text[position + 1] == '\n' ? 2 : 1;
        line++;
        column = 0;
    }

    /** Skips a line break, and appends it to a text, usually as a line feed. */
    public void readLine(StringBuilder breaks) {
        char one = peek();
        breaks.append(one == '\r' || one == Characters.NEXT_LINE ? '\n' : one);
        skipLine();
    }

    /** The text from an index of the whole text to here. */
    public String since(int index) {
        return between(index, index());
    }

    public String between(int from, int to) {
        return new String(text, from - start, to - from);
    }

    public void appendBetween(StringBuilder target, int from, int to) {
        target.append(text, from - start, to - from);
    }

    /** Whether a line begins here with {@code ---} or {@code ...}, followed by a blank or the end of the line. */
    public boolean atDocumentIndicator() {
        return column == 0 && (atIndicator('-') || atIndicator('.'));
    }

    boolean atIndicator(char one) {
        return peek() == one && peek(1) == one && peek(2) == one && Characters.isBlankOrEnd(peek(3));
    }

    /** The stream ends as if with a line break. */
    public void endLine() {
        if (column != 0) {
            column = 0;
            line++;
        }
    }
}
