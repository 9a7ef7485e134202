package io.tiphys.gateway.lint;

import java.util.Objects;

/**
 * A file that a caller wants linted.
 *
 * @param name how it is called in the answer
 * @param content YAML, also with several documents, or JSON; the file itself is looked at to find out which
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are handed through, never compared
public record LintFile(String name, byte[] content) {
    public LintFile {
        Objects.requireNonNull(name);
        Objects.requireNonNull(content);
    }
}
