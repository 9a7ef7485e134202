package io.tiphys.gateway.witness;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says where a response of HTTP/1.1 ends (RFC 9112 section 6.3). */
final class ResponseFraming {
    private static final Set<String> WITHOUT_BODY = Set.of("204", "304");
    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *([0-9]{1,9})\r\n");

    private ResponseFraming() {}

    /**
     * Whether a response is complete.
     *
     * @param method of the request
     * @param read what was read so far, a character for each byte
     * @return false too for a response that ends with its connection
     */
    static boolean complete(String method, String read) {
        int end = read.indexOf("\r\n\r\n");
        if (end < 0 || !read.startsWith("HTTP/1.1 ")) {
            return false;
        }
        String head = read.substring(0, end + 2).toLowerCase(Locale.ROOT);
        if (method.equals("HEAD") || WITHOUT_BODY.contains(head.substring(9, 12))) {
            return true;
        }
        if (head.contains("\r\ntransfer-encoding: chunked\r\n")) {
            return read.startsWith(LAST_CHUNK, end + 2) || read.endsWith(LAST_CHUNK);
        }
        Matcher length = LENGTH.matcher(head);
        return length.find() && read.length() - end - 4 >= Integer.parseInt(length.group(1));
    }
}
