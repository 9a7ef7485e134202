package io.tiphys.validation.document.text;

/**
 * A position in a text.
 *
 * @param index in characters of the JVM (UTF-16), from 0
 * @param line from 1
 * @param column in characters (code points), from 1
 */
public record TextPlace(int index, int line, int column) {
    /** The beginning of a text. */
    public static final TextPlace START = new TextPlace(0, 1, 1);
}
