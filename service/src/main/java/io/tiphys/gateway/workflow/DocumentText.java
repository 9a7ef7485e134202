package io.tiphys.gateway.workflow;

import io.tiphys.gateway.workflow.ManifestNode.Position;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Decodes a document and refuses what no reader of text should have to meet. */
final class DocumentText {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private DocumentText() {}

    /** The document without a UTF-8 byte order mark. */
    static byte[] withoutByteOrderMark(byte[] document) {
        boolean marked = document.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(document, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
        return marked ? Arrays.copyOfRange(document, BYTE_ORDER_MARK.length, document.length) : document;
    }

    /** @throws io.tiphys.gateway.error.GatewayException with WORKFLOW_MALFORMED for what is not UTF-8, NUL, or nothing */
    static String decode(byte[] document) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(document))
                    .toString();
        } catch (CharacterCodingException e) {
            throw MalformedDocument.at(firstBadPlace(document), "", "not-utf-8", "The document is not UTF-8 text.");
        }
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw MalformedDocument.at(place(text, nul), "", "nul-character", "The document has a NUL character.");
        }
        if (text.isBlank()) {
            throw MalformedDocument.at(new Position(1, 1), "", "empty-document", "The document is empty.");
        }
        return text;
    }

    /** Where a character stands. */
    static Position place(String text, int index) {
        int line = 1;
        int lineStart = 0;
        for (int at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) {
            line++;
            lineStart = at + 1;
        }
        return new Position(line, index - lineStart + 1);
    }

    private static Position firstBadPlace(byte[] document) {
        String replaced = new String(document, StandardCharsets.UTF_8);
        return place(replaced, Math.max(0, replaced.indexOf('\uFFFD')));
    }
}
