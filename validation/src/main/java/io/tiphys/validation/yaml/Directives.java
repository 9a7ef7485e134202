package io.tiphys.validation.yaml;

import io.tiphys.validation.yaml.text.Characters;
import io.tiphys.validation.yaml.text.Cursor;
import io.tiphys.validation.yaml.text.Token;
import io.tiphys.validation.yaml.text.TokenType;
import io.tiphys.validation.yaml.text.YamlFault;

/** The lines {@code %YAML} and {@code %TAG} before a document. */
final class Directives {
    private static final int LONGEST_NUMBER = 2;

    private Directives() {}

    static Token scan(Cursor cursor) {
        int index = cursor.index();
        cursor.skip();
        String name = Words.word(cursor);
        if (!Characters.isBlankOrEnd(cursor.peek())) {
            throw YamlFault.syntax("the name of a directive has letters alone", cursor.index());
        }
        Token token = switch (name) {
            case "YAML" -> version(cursor, index);
            case "TAG" -> tag(cursor, index);
            default -> throw YamlFault.syntax("there are no directives but %YAML and %TAG", index);
        };
        cursor.skipBlanks();
        cursor.skipComment();
        if (!Characters.isBreakOrEnd(cursor.peek())) {
            throw YamlFault.syntax("a directive ends with its line", cursor.index());
        }
        if (!cursor.atEnd()) {
            cursor.skipLine();
        }
        return token;
    }

    private static Token version(Cursor cursor, int index) {
        cursor.skipBlanks();
        String major = number(cursor);
        if (cursor.peek() != '.') {
            throw YamlFault.syntax("a version of YAML is written as 1.1", cursor.index());
        }
        cursor.skip();
        return Token.of(TokenType.VERSION_DIRECTIVE, index, major, number(cursor));
    }

    private static String number(Cursor cursor) {
        int from = cursor.index();
        while (Characters.isDigit(cursor.peek())) {
            cursor.skip();
        }
        int length = cursor.index() - from;
        if (length == 0 || length > LONGEST_NUMBER) {
            throw YamlFault.syntax("a version of YAML is written as 1.1", from);
        }
        return Integer.toString(Integer.parseInt(cursor.since(from)));
    }

    private static Token tag(Cursor cursor, int index) {
        cursor.skipBlanks();
        String handle = Tags.handle(cursor, true);
        if (!Characters.isBlank(cursor.peek())) {
            throw YamlFault.syntax("the handle of a %TAG directive is followed by a space", cursor.index());
        }
        cursor.skipBlanks();
        String prefix = Tags.address(cursor, "", false);
        if (!Characters.isBlankOrEnd(cursor.peek())) {
            throw YamlFault.syntax("the prefix of a %TAG directive is followed by a space", cursor.index());
        }
        return Token.of(TokenType.TAG_DIRECTIVE, index, handle, prefix);
    }
}
