package io.tiphys.validation.yaml.scalar;

import io.tiphys.validation.yaml.text.Characters;
import io.tiphys.validation.yaml.text.Cursor;
import io.tiphys.validation.yaml.text.YamlFault;

/** The escapes of a text in double quotes. */
final class Escapes {
    private static final int LAST_CHARACTER = 0x10FFFF;

    private Escapes() {}

    /** Reads the escape at the cursor, which begins with a backslash. */
    static void read(Cursor cursor, StringBuilder text) {
        int index = cursor.index();
        char one = cursor.peek(1);
        switch (one) {
            case '0' -> text.append('\0');
            case 'a' -> text.append('\u0007');
            case 'b' -> text.append('\b');
            case 't', '\t' -> text.append('\t');
            case 'n' -> text.append('\n');
            case 'v' -> text.append('\u000B');
            case 'f' -> text.append('\f');
            case 'r' -> text.append('\r');
            case 'e' -> text.append('\u001B');
            case ' ', '"', '\'', '\\' -> text.append(one);
            case 'N' -> text.append('\u0085');
            case '_' -> text.append('\u00A0');
            case 'L' -> text.append('\u2028');
            case 'P' -> text.append('\u2029');
            case 'x' -> code(cursor, 2, text);
            case 'u' -> code(cursor, 4, text);
            case 'U' -> code(cursor, 8, text);
            default ->
                throw fault("in double quotes a backslash begins an escape, and there is none of this form", index);
        }
        cursor.skip(2);
    }

    private static YamlFault fault(String problem, int index) {
        return new YamlFault(YamlFault.Kind.ESCAPE, problem, index);
    }

    /** Reads the digits, and leaves the cursor two characters before their end. */
    private static void code(Cursor cursor, int digits, StringBuilder text) {
        int index = cursor.index();
        long value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = Characters.hexadecimal(cursor.peek(2 + i));
            if (digit < 0) {
                String form = "\\" + cursor.peek(1);
                throw fault("in double quotes " + form + " begins an escape, which has " + digits + " digits", index);
            }
            value = value << 4 | digit;
        }
        if (value > LAST_CHARACTER || value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE) {
            throw YamlFault.syntax("an escape stands for no character; write the character itself", index);
        }
        text.appendCodePoint((int) value);
        cursor.skip(digits);
    }
}
