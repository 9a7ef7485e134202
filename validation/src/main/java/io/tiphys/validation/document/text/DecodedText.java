package io.tiphys.validation.document.text;

import io.tiphys.validation.document.DocumentRule;
import io.tiphys.validation.document.UnreadableDocumentException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/**
 * The text of a document or file, without a byte order mark: UTF-8, or UTF-16 with a mark. Malformed bytes become U+FFFD and
 * are remembered, so that only the document with them is refused. Immutable.
 */
public final class DecodedText {
    private static final char REPLACEMENT = '\uFFFD';
    private static final char MARK = '\uFEFF';

    private final String text;
    private final BitSet malformed;

    private DecodedText(String text, BitSet malformed) {
        this.text = text;
        this.malformed = malformed;
    }

    public static DecodedText of(byte[] bytes) {
        BitSet malformed = new BitSet();
        int start = 0;
        Charset charset = charset(bytes);
        CharBuffer decoded = decode(ByteBuffer.wrap(bytes), charset.newDecoder(), malformed);
        if (decoded.hasRemaining() && decoded.get(decoded.position()) == MARK) {
            start = 1;
        }
        BitSet shifted = malformed.isEmpty() ? malformed : malformed.get(start, Math.max(start, malformed.length()));
        return new DecodedText(decoded.position(start).toString(), shifted);
    }

    private static Charset charset(byte[] bytes) {
        int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
        return mark == 0xFFFE
                ? StandardCharsets.UTF_16LE
                : mark == 0xFEFF ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
    }

    /** Decodes with one replacement for each malformed byte. */
    private static CharBuffer decode(ByteBuffer bytes, CharsetDecoder decoder, BitSet malformed) {
        CharBuffer text = CharBuffer.allocate(bytes.remaining());
        CoderResult outcome = decoder.decode(bytes, text, true);
        while (outcome.isError()) {
            malformed.set(text.position());
            text.put(REPLACEMENT);
            bytes.position(bytes.position() + 1);
            outcome = decoder.reset().decode(bytes, text, true);
        }
        return text.flip();
    }

    /** Bytes as text, as Go writes them to JSON. */
    public static String lenient(byte[] bytes) {
        return decode(ByteBuffer.wrap(bytes), StandardCharsets.UTF_8.newDecoder(), new BitSet())
                .toString();
    }

    public String text() {
        return text;
    }

    public boolean isBlank() {
        return text.isBlank();
    }

    public boolean beginsWithBrace() {
        return text.stripLeading().startsWith("{");
    }

    /** @throws UnreadableDocumentException for a part with malformed bytes or a NUL */
    public void requireText(TextPlace start, int end) {
        int bad = malformed.nextSetBit(start.index());
        if (bad >= 0 && bad < end) {
            throw refusal(
                    start,
                    bad,
                    DocumentRule.NOT_UTF_8,
                    "The document is not UTF-8 text: a byte here does not belong to any character.");
        }
        int nul = text.indexOf('\0', start.index());
        if (nul >= 0 && nul < end) {
            if (isEachSecondNul()) {
                throw refusal(
                        start,
                        0,
                        DocumentRule.NOT_UTF_8,
                        "The document is not UTF-8 text: it looks like UTF-16 without a byte order mark.");
            }
            throw refusal(start, nul, DocumentRule.NUL_CHARACTER, "The document has a NUL character.");
        }
    }

    private boolean isEachSecondNul() {
        return text.length() >= 4 && text.charAt(0) + text.charAt(2) != 0 && text.charAt(1) + text.charAt(3) == 0
                || text.length() >= 4 && text.charAt(0) + text.charAt(2) == 0 && text.charAt(1) + text.charAt(3) != 0;
    }

    private RuntimeException refusal(TextPlace start, int index, DocumentRule rule, String message) {
        TextPositions place = new TextPositions(text, start);
        place.moveTo(index);
        return UnreadableDocumentException.malformed(rule.finding("", place.line(), place.column(), message));
    }
}
