package io.tiphys.validation.document;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Decodes a document and refuses what no reader of text should have to meet. */
final class DocumentText {
    private DocumentText() {}

    /**
     * The text, without a byte order mark.
     *
     * @throws UnreadableDocumentException for what is not UTF-8, has a NUL, or is
     *     nothing but white space
     */
    static String decode(byte[] document) {
        CharBuffer decoded = CharBuffer.allocate(document.length);
        CoderResult outcome = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document), decoded, true);
        String text = decoded.flip().toString();
        if (outcome.isError()) {
            throw refusal(
                    text,
                    text.length(),
                    DocumentRule.NOT_UTF_8,
                    "The document is not UTF-8 text: a byte here does not belong to any character.");
        }
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw refusal(text, nul, DocumentRule.NUL_CHARACTER, "The document has a NUL character.");
        }
        String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (unmarked.isBlank()) {
            throw refusal(text, 0, DocumentRule.EMPTY_DOCUMENT, "The document is empty.");
        }
        return unmarked;
    }

    private static RuntimeException refusal(String text, int index, DocumentRule rule, String message) {
        TextPositions place = TextPositions.at(text, index);
        return UnreadableDocumentException.malformed(rule.finding("", place.line(), place.column(), message));
    }
}
