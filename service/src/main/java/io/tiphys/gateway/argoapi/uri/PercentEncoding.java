package io.tiphys.gateway.argoapi.uri;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Strict percent-encoding (RFC 3986 section 2.1), so that a text has one reading. */
public final class PercentEncoding {
    private static final String UNRESERVED = "-._~@";

    private PercentEncoding() {}

    /**
     * The decoded text.
     *
     * @param form whether a plus is a space, as in a query
     * @return empty when an escape is incomplete, when the bytes are not UTF-8, or when a character should have been escaped
     */
    public static Optional<String> decode(String text, boolean form) {
        if (isPlain(text, form)) {
            return Optional.of(text);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '%') {
                if (!isEscape(text, i)) {
                    return Optional.empty();
                }
                bytes.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            } else if (next > ' ' && next < 0x7F) {
                bytes.write(form && next == '+' ? ' ' : next);
            } else {
                return Optional.empty();
            }
        }
        return utf8(bytes.toByteArray());
    }

    /** The text with every character escaped that could have a meaning in a path or in a query. */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (next & 0xFF);
            if (isUnreserved(character)) {
                encoded.append(character);
            } else {
                encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(next));
            }
        }
        return encoded.toString();
    }

    /** Whether an escape begins at this index. A decoded text that still contains an escape would decode again. */
    static boolean isEscape(String text, int start) {
        return start + 2 < text.length()
                && text.charAt(start) == '%'
                && HexFormat.isHexDigit(text.charAt(start + 1))
                && HexFormat.isHexDigit(text.charAt(start + 2));
    }

    private static boolean isPlain(String text, boolean form) {
        for (int i = 0; i < text.length(); i++) {
            char next = text.charAt(i);
            if (next == '%' || next <= ' ' || next >= 0x7F || form && next == '+') {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnreserved(char character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9'
                || UNRESERVED.indexOf(character) >= 0;
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
