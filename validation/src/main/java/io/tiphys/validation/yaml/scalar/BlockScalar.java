package io.tiphys.validation.yaml.scalar;

import io.tiphys.validation.yaml.text.Characters;
import io.tiphys.validation.yaml.text.Cursor;
import io.tiphys.validation.yaml.text.Token;
import io.tiphys.validation.yaml.text.YamlFault;

/** A text that begins with {@code |} or {@code >}, followed by its lines. */
public final class BlockScalar {
    private final Cursor cursor;
    private final int parentIndent;
    private final boolean literal;
    private final int index;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder lastBreak = new StringBuilder();
    private final StringBuilder emptyLines = new StringBuilder();
    private int indent;

    /** @param parentIndent the column of the surrounding value; -1 for none */
    public BlockScalar(Cursor cursor, int parentIndent, boolean literal) {
        this.cursor = cursor;
        this.parentIndent = parentIndent;
        this.literal = literal;
        this.index = cursor.index();
    }

    public Token scan() {
        cursor.skip();
        char chomping = header();
        skipFirstLine();
        emptyLines();
        boolean afterBlank = false;
        while (cursor.column() == indent && !cursor.atEnd()) {
            boolean blank = Characters.isBlank(cursor.peek());
            join(afterBlank || blank);
            afterBlank = blank;
            int from = cursor.index();
            cursor.skipToLineEnd();
            cursor.appendBetween(text, from, cursor.index());
            if (!cursor.atEnd()) {
                cursor.readLine(lastBreak);
            }
            emptyLines();
        }
        if (chomping != '-') {
            text.append(lastBreak);
        }
        if (chomping == '+') {
            text.append(emptyLines);
        }
        return Token.scalar(index, text.toString(), false);
    }

    /** Reads the indicators after the first character, and returns that of chomping, or a space. */
    private char header() {
        char chomping = chomping();
        if (Characters.isDigit(cursor.peek())) {
            int increment = cursor.peek() - '0';
            if (increment == 0) {
                throw YamlFault.syntax("the indentation of a block is 1 to 9", cursor.index());
            }
            indent = Math.max(0, parentIndent) + increment;
            cursor.skip();
            chomping = chomping == ' ' ? chomping() : chomping;
        }
        return chomping;
    }

    private char chomping() {
        char one = cursor.peek();
        if (one != '+' && one != '-') {
            return ' ';
        }
        cursor.skip();
        return one;
    }

    private void skipFirstLine() {
        cursor.skipBlanks();
        cursor.skipComment();
        if (!Characters.isBreakOrEnd(cursor.peek())) {
            throw YamlFault.syntax("the text of a block begins on the next line", cursor.index());
        }
        if (!cursor.atEnd()) {
            cursor.skipLine();
        }
    }

    /** Appends the replacement of the line break before a line to the text. */
    private void join(boolean blank) {
        boolean folded = !literal && !blank && !lastBreak.isEmpty() && lastBreak.charAt(0) == '\n';
        if (!folded) {
            text.append(lastBreak);
        } else if (emptyLines.isEmpty()) {
            text.append(' ');
        }
        lastBreak.setLength(0);
        text.append(emptyLines);
        emptyLines.setLength(0);
    }

    /** Reads the indentation of the next non-empty line; the first one sets the indentation of the block. */
    private void emptyLines() {
        int widest = 0;
        while (true) {
            while ((indent == 0 || cursor.column() < indent) && cursor.peek() == ' ') {
                cursor.skip();
            }
            widest = Math.max(widest, cursor.column());
            if ((indent == 0 || cursor.column() < indent) && cursor.peek() == '\t') {
                throw new YamlFault(YamlFault.Kind.TAB, "the indentation of a block has a tab", cursor.index());
            }
            if (!Characters.isBreak(cursor.peek())) {
                break;
            }
            cursor.readLine(emptyLines);
        }
        if (indent == 0) {
            indent = Math.max(widest, Math.max(1, parentIndent + 1));
        }
    }
}
