package io.tiphys.validation.yaml;

import io.tiphys.validation.yaml.text.Characters;
import io.tiphys.validation.yaml.text.Cursor;
import io.tiphys.validation.yaml.text.Token;
import io.tiphys.validation.yaml.text.TokenType;
import io.tiphys.validation.yaml.text.YamlFault;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Tags such as {@code !!str}, {@code !own} and {@code !<tag:yaml.org,2002:str>}: a handle and a suffix. */
public final class Tags {
    private static final String OF_ADDRESS = ";/?:@&=+$,.!~*'()[]%";
    private static final int LONGEST_CHARACTER = 4;

    private Tags() {}

    static Token scan(Cursor cursor) {
        int index = cursor.index();
        Token tag = cursor.peek(1) == '<' ? whole(cursor, index) : abbreviated(cursor, index);
        if (!Characters.isBlankOrEnd(cursor.peek())) {
            throw YamlFault.syntax("a tag ends with a space or a line break", cursor.index());
        }
        return tag;
    }

    private static Token whole(Cursor cursor, int index) {
        cursor.skip(2);
        String address = address(cursor, "", false);
        if (cursor.peek() != '>') {
            throw YamlFault.syntax("a tag that begins with '!<' ends with '>'", cursor.index());
        }
        cursor.skip();
        return Token.of(TokenType.TAG, index, "", address);
    }

    private static Token abbreviated(Cursor cursor, int index) {
        String handle = handle(cursor, false);
        if (handle.length() > 1 && handle.endsWith("!")) {
            return Token.of(TokenType.TAG, index, handle, address(cursor, "", false));
        }
        String suffix = address(cursor, handle.substring(1), true);
        return suffix.isEmpty() ? Token.of(TokenType.TAG, index, "", "!") : Token.of(TokenType.TAG, index, "!", suffix);
    }

    /** @param complete whether it must be a complete handle, as in a directive */
    static String handle(Cursor cursor, boolean complete) {
        if (cursor.peek() != '!') {
            throw YamlFault.syntax("the handle of a tag begins with '!'", cursor.index());
        }
        int from = cursor.index();
        cursor.skip();
        Words.word(cursor);
        if (cursor.peek() == '!') {
            cursor.skip();
        } else if (complete && cursor.index() > from + 1) {
            throw YamlFault.syntax("the handle of a tag ends with '!'", cursor.index());
        }
        return cursor.since(from);
    }

    /** @param optional whether it may be empty */
    static String address(Cursor cursor, String beginning, boolean optional) {
        StringBuilder address = new StringBuilder(beginning);
        int from = cursor.index();
        while (Characters.isWord(cursor.peek()) || OF_ADDRESS.indexOf(cursor.peek()) >= 0) {
            if (cursor.peek() == '%') {
                address.append(escaped(cursor));
            } else {
                address.append(cursor.peek());
                cursor.skip();
            }
        }
        if (cursor.index() == from && !optional) {
            throw YamlFault.syntax("a tag has no address", from);
        }
        return address.toString();
    }

    /** One character of one to four escaped bytes. */
    private static String escaped(Cursor cursor) {
        int from = cursor.index();
        byte[] bytes = new byte[LONGEST_CHARACTER];
        int length = 1;
        for (int i = 0; i < length; i++) {
            int high = Characters.hexadecimal(cursor.peek(1));
            int low = cursor.peek() == '%' && high >= 0 ? Characters.hexadecimal(cursor.peek(2)) : -1;
            if (low < 0) {
                throw YamlFault.syntax("a tag has an escape that is not complete", from);
            }
            bytes[i] = (byte) (high << 4 | low);
            if (i == 0) {
                length = length(bytes[0], from);
            } else if ((bytes[i] & 0xC0) != 0x80) {
                throw YamlFault.syntax("a tag has escapes that are no character", from);
            }
            cursor.skip(3);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return "\uFFFD"; // go-yaml accepts it, and no meaningful tag contains it
        }
    }

    private static int length(byte first, int index) {
        int ones = Integer.numberOfLeadingZeros(~(first << 24));
        if (ones == 1 || ones > LONGEST_CHARACTER) {
            throw YamlFault.syntax("a tag has escapes that are no character", index);
        }
        return Math.max(1, ones);
    }
}
