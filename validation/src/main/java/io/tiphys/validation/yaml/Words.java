package io.tiphys.validation.yaml;

import io.tiphys.validation.yaml.text.Characters;
import io.tiphys.validation.yaml.text.Cursor;
import io.tiphys.validation.yaml.text.Token;
import io.tiphys.validation.yaml.text.TokenType;
import io.tiphys.validation.yaml.text.YamlFault;

/** The names of anchors and aliases. */
final class Words {
    private static final String MAY_FOLLOW = "?:,]}%@`";

    private Words() {}

    static Token scan(Cursor cursor, TokenType type) {
        int index = cursor.index();
        cursor.skip();
        String name = word(cursor);
        if (name.isEmpty() || !Characters.isBlankOrEnd(cursor.peek()) && MAY_FOLLOW.indexOf(cursor.peek()) < 0) {
            String what = type == TokenType.ANCHOR ? "anchor" : "alias";
            throw YamlFault.syntax(
                    "the name of an " + what + " has letters, digits, '-' and '_' alone", cursor.index());
        }
        return Token.of(type, index, name, "");
    }

    /** Letters, digits, hyphens and underscores; possibly empty. */
    static String word(Cursor cursor) {
        int from = cursor.index();
        while (Characters.isWord(cursor.peek())) {
            cursor.skip();
        }
        return cursor.since(from);
    }
}
