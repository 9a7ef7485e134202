package io.tiphys.validation.document;

import java.util.Objects;

/**
 * The key of a member of an object, with its source location.
 *
 * @param text the key
 * @param line its line, from 1
 * @param column its column, in characters from 1
 */
public record ManifestKey(String text, int line, int column) {
    public ManifestKey {
        Objects.requireNonNull(text);
    }
}
