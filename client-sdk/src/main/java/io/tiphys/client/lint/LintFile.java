package io.tiphys.client.lint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file to lint.
 *
 * @param name its name in the response
 * @param content YAML, also with several documents, or JSON, in UTF-8; documents of kinds other than Argo's with templates
 *     are skipped
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are passed on, never compared
public record LintFile(String name, byte[] content) {
    public LintFile {
        Objects.requireNonNull(name);
        Objects.requireNonNull(content);
    }

    /** A file from a text. */
    public static LintFile of(String name, String text) {
        return new LintFile(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A file of the file system; its name is the path as given. */
    public static LintFile of(Path path) throws IOException {
        return new LintFile(path.toString(), Files.readAllBytes(path));
    }
}
