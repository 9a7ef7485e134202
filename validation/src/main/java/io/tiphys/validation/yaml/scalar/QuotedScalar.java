package io.tiphys.validation.yaml.scalar;

import io.tiphys.validation.yaml.text.Characters;
import io.tiphys.validation.yaml.text.Cursor;
import io.tiphys.validation.yaml.text.Token;
import io.tiphys.validation.yaml.text.YamlFault;

/** A text in single or double quotes. */
public final class QuotedScalar {
    private final Cursor cursor;
    private final int index;
    private final char quote;
    private final StringBuilder text = new StringBuilder();
    private final LineFolding folding = new LineFolding();

    public QuotedScalar(Cursor cursor) {
        this.cursor = cursor;
        this.index = cursor.index();
        this.quote = cursor.peek();
        cursor.skip();
    }

    public Token scan() {
        while (true) {
            if (cursor.atDocumentIndicator()) {
                throw YamlFault.syntax("a document ends within a text in quotes", cursor.index());
            }
            if (cursor.atEnd()) {
                throw YamlFault.syntax("a text has no closing quote; it begins with " + quote, cursor.index());
            }
            words();
            if (cursor.peek() == quote) {
                cursor.skip();
                return Token.scalar(index, text.toString(), false);
            }
            blanks();
        }
    }

    private void words() {
        int from = cursor.index();
        char one = cursor.peek();
        while (!Characters.isBlankOrEnd(one)) {
            if (one == quote) {
                if (quote == '"' || cursor.peek(1) != quote) {
                    break;
                }
                cursor.skip(); // of two quotes, one is kept
                cursor.appendBetween(text, from, cursor.index());
                cursor.skip();
                from = cursor.index();
            } else if (one == '\\' && quote == '"') {
                cursor.appendBetween(text, from, cursor.index());
                if (Characters.isBreak(cursor.peek(1))) {
                    cursor.skip();
                    cursor.skipLine();
                    folding.escapedBreak();
                    return;
                }
                Escapes.read(cursor, text);
                from = cursor.index();
            } else {
                cursor.skip();
            }
            one = cursor.peek();
        }
        cursor.appendBetween(text, from, cursor.index());
    }

    private void blanks() {
        int from = cursor.index();
        while (true) {
            if (Characters.isBreak(cursor.peek())) {
                folding.readLine(cursor);
            } else if (Characters.isBlank(cursor.peek())) {
                cursor.skip();
            } else {
                break;
            }
        }
        if (folding.isBroken()) {
            folding.into(text);
        } else {
            cursor.appendBetween(text, from, cursor.index());
        }
    }
}
