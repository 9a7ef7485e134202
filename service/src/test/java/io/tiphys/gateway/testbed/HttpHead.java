package io.tiphys.gateway.testbed;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The first line and the headers of an HTTP/1.1 message (RFC 9112).
 *
 * @param startLine without the line end
 * @param headers the lines, without their ends, in their order
 */
record HttpHead(String startLine, List<String> headers) {
    private static final int LONGEST_LINE = 1 << 20;

    /** Reads up to and with the empty line. */
    static HttpHead read(InputStream in) throws IOException {
        String startLine = readLine(in);
        Stream.Builder<String> headers = Stream.builder();
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            headers.add(line);
        }
        return new HttpHead(startLine, headers.build().toList());
    }

    /** Reads up to and with the next line end. */
    static String readLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.size() > LONGEST_LINE) {
                throw new EOFException("the other side ended in the middle of a line");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    void write(OutputStream out) throws IOException {
        String text = Stream.concat(Stream.of(startLine), headers.stream())
                .collect(Collectors.joining("\r\n", "", "\r\n\r\n"));
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    String method() {
        return startLine.substring(0, startLine.indexOf(' '));
    }

    String target() {
        return startLine.substring(startLine.indexOf(' ') + 1, startLine.lastIndexOf(' '));
    }

    int status() {
        return Integer.parseInt(startLine.substring(9, 12));
    }

    /** The value of the first header of this name, in lower case. */
    Optional<String> header(String name) {
        return headers.stream()
                .filter(line -> name.equals(nameOf(line)))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    boolean chunked() {
        return header("transfer-encoding").filter("chunked"::equalsIgnoreCase).isPresent();
    }

    /** Without the headers of these names, in lower case. */
    HttpHead without(Set<String> names) {
        return new HttpHead(
                startLine,
                headers.stream().filter(line -> !names.contains(nameOf(line))).toList());
    }

    HttpHead with(String name, String value) {
        return new HttpHead(
                startLine,
                Stream.concat(headers.stream(), Stream.of(name + ": " + value)).toList());
    }

    private static String nameOf(String line) {
        return line.substring(0, Math.max(0, line.indexOf(':'))).toLowerCase(java.util.Locale.ROOT);
    }
}
