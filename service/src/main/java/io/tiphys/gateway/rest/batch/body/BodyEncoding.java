package io.tiphys.gateway.rest.batch.body;

import io.tiphys.gateway.error.GatewayException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads bodies of JSON, which is UTF-8 (RFC 8259); a byte order mark is ignored, as some programs write one. */
final class BodyEncoding {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private BodyEncoding() {}

    /**
     * The text of a body.
     *
     * @throws GatewayException with REQUEST_INVALID for another encoding
     */
    static String text(byte[] body) {
        requireNoUtf16(body);
        ByteBuffer bytes = ByteBuffer.wrap(body);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw invalid("The body is not UTF-8, at byte " + bytes.position(), "ISO-8859-1");
        }
    }

    /**
     * Refuses the beginning of a body in UTF-16. Its lines cannot be found, because a line feed has two bytes.
     *
     * @throws GatewayException with REQUEST_INVALID
     */
    static void requireNoUtf16(byte[] beginning) {
        if (beginning.length < 2) {
            return;
        }
        int first = beginning[0] & 0xFF;
        int second = beginning[1] & 0xFF;
        boolean marked = first == 0xFE && second == 0xFF || first == 0xFF && second == 0xFE;
        if (marked || first == 0 || second == 0) {
            throw invalid("The body is UTF-16, and JSON is UTF-8", "UTF-16");
        }
    }

    private static GatewayException invalid(String what, String encoding) {
        return BatchBodies.invalid(
                "encoding", "", what + ". Convert it first, for example with: iconv -f " + encoding + " -t UTF-8");
    }
}
