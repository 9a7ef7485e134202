package io.tiphys.validation.yaml.scalar;

import io.tiphys.validation.yaml.text.Characters;
import io.tiphys.validation.yaml.text.Cursor;
import io.tiphys.validation.yaml.text.Token;
import io.tiphys.validation.yaml.text.YamlFault;
import org.jspecify.annotations.Nullable;

/** A text without quotes. */
public final class PlainScalar {
    private final Cursor cursor;
    private final int indent;
    private final boolean inFlow;
    private final LineFolding folding = new LineFolding();

    /** The text of the lines before the current one. */
    private @Nullable StringBuilder folded;

    /** The part of the current line that was read, without trailing white space. */
    private int from;

    private int to;

    /** @param indent the minimum column of a further line in a block */
    public PlainScalar(Cursor cursor, int indent, boolean inFlow) {
        this.cursor = cursor;
        this.indent = indent;
        this.inFlow = inFlow;
    }

    public Token scan() {
        int index = cursor.index();
        from = index;
        to = index;
        do {
            if (cursor.atDocumentIndicator() || cursor.peek() == '#') {
                break;
            }
            words();
            if (!Characters.isBlank(cursor.peek()) && !Characters.isBreak(cursor.peek())) {
                break;
            }
            blanks();
        } while (inFlow || cursor.column() >= indent);
        return Token.scalar(index, text(), true);
    }

    /** Whether the next token is on another line, so that a key may begin there. */
    public boolean endsAtNewLine() {
        return folding.isBroken();
    }

    private void words() {
        char one = cursor.peek();
        while (!Characters.isBlankOrEnd(one) && !endsBefore(one)) {
            if (folding.isBroken()) {
                fold();
            }
            cursor.skip();
            to = cursor.index();
            one = cursor.peek();
        }
    }

    private boolean endsBefore(char one) {
        return switch (one) {
            case ':' -> Characters.isBlankOrEnd(cursor.peek(1));
            case ',', '?', '[', ']', '{', '}' -> inFlow;
            default -> false;
        };
    }

    private void fold() {
        StringBuilder text = folded == null ? new StringBuilder() : folded;
        folded = text;
        cursor.appendBetween(text, from, to);
        folding.into(text);
        from = cursor.index();
    }

    private void blanks() {
        while (true) {
            if (Characters.isBreak(cursor.peek())) {
                folding.readLine(cursor);
            } else if (Characters.isBlank(cursor.peek())) {
                if (folding.isBroken() && cursor.column() < indent && cursor.peek() == '\t') {
                    throw new YamlFault(YamlFault.Kind.TAB, "the indentation has a tab", cursor.index());
                }
                cursor.skip();
            } else {
                return;
            }
        }
    }

    private String text() {
        if (folded == null) {
            return cursor.between(from, to);
        }
        cursor.appendBetween(folded, from, to);
        return folded.toString();
    }
}
