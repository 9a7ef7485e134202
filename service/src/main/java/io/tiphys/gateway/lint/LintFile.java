package io.tiphys.gateway.lint;

import java.util.Objects;

/**
 * A file to lint.
 *
 * @param name its name in the response
 * @param content YAML, also with several documents, or JSON; the content determines the format
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are passed on, never compared
public record LintFile(String name, byte[] content) {
    public LintFile {
        Objects.requireNonNull(name);
        Objects.requireNonNull(content);
    }
}
