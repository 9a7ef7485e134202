package io.tiphys.gateway.witness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Something that can be asked for, as {@code procedures.txt} describes it.
 *
 * @param name for gRPC the full name of the method
 * @param method the HTTP method; {@code GRPC} when there is no HTTP route
 * @param template the path, with variables in braces
 * @param fields the fields of the request
 */
record Procedure(String name, String method, String template, List<Field> fields) {
    /**
     * A field of a request.
     *
     * @param path its JSON name, with dots; empty for the whole body
     * @param kind what its values are
     * @param optional whether it is often left out
     */
    record Field(String path, String kind, boolean optional) {
        static Field of(String notation) {
            String[] parts = notation.split("=", 2);
            boolean optional = parts[0].endsWith("?");
            return new Field(optional ? parts[0].substring(0, parts[0].length() - 1) : parts[0], parts[1], optional);
        }
    }

    /** All of the table, in its order. */
    static List<Procedure> all() {
        InputStream in = Objects.requireNonNull(Procedure.class.getResourceAsStream("procedures.txt"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Procedure::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Procedure of(String line) {
        String[] columns = line.split(" \\| ?", -1);
        String[] route = columns[1].split(" ", 2);
        List<Field> fields = Stream.of(columns[2].split(" ", -1))
                .filter(text -> !text.isBlank())
                .map(Field::of)
                .toList();
        return new Procedure(columns[0], route[0], route.length > 1 ? route[1] : "", fields);
    }

    boolean overHttp() {
        return !method.equals("GRPC");
    }

    boolean overGrpc() {
        return name.contains("/");
    }

    /** Whether Argo's own clients know it: its path is below that of an environment. */
    boolean ofArgo() {
        return !template.startsWith("/v1/") && !name.startsWith("tiphys.");
    }

    boolean hasBody() {
        return Arrays.asList("POST", "PUT").contains(method);
    }
}
