package io.tiphys.validation.document.yaml;

import io.tiphys.validation.document.text.TextPlace;
import io.tiphys.validation.document.text.TextPositions;
import java.util.Optional;

/**
 * The pieces of a YAML file between lines that begin with {@code ---}, as Argo splits it ({@code workflow/common/parse.go}).
 * Each piece is read separately. Pieces with only white space, or with only directives before such a line, are left out. Not
 * thread-safe.
 */
final class YamlPieces {
    /** @param end the index after it */
    record Piece(TextPlace start, int end) {}

    private static final String SEPARATOR = "\n---";

    private final String text;
    private final TextPositions positions;
    private boolean done;

    YamlPieces(String text) {
        this.text = text;
        this.positions = new TextPositions(text);
    }

    /** The next piece; empty at the end. */
    Optional<Piece> next() {
        while (!done) {
            TextPlace start = positions.place();
            int separator = text.indexOf(SEPARATOR, start.index());
            int end = separator < 0 ? text.length() : separator;
            done = separator < 0;
            positions.moveTo(done ? end : end + SEPARATOR.length());
            if (!isLeftOut(text.substring(start.index(), end))) {
                return Optional.of(new Piece(start, end));
            }
        }
        return Optional.empty();
    }

    private boolean isLeftOut(String piece) {
        return piece.isBlank() || !done && piece.contains("%") && piece.lines().allMatch(YamlPieces::saysNothing);
    }

    private static boolean saysNothing(String line) {
        return line.isBlank() || line.startsWith("%") || line.stripLeading().startsWith("#");
    }
}
