package io.tiphys.gateway.configuration;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known name closest to a misspelled one. */
public final class Spelling {
    private Spelling() {}

    /**
     * The candidate that differs by one letter, otherwise the one that was written without its block, otherwise the one at the
     * smallest edit distance; empty when no candidate is close.
     */
    public static Optional<String> nearest(String written, Collection<String> candidates) {
        Optional<String> closest =
                candidates.stream().min(Comparator.comparingInt(candidate -> distance(written, candidate)));
        return closest.filter(candidate -> distance(written, candidate) <= 1)
                .or(() -> candidates.stream()
                        .filter(candidate -> candidate.endsWith("." + written))
                        .findFirst())
                .or(() -> closest.filter(
                        candidate -> distance(written, candidate) <= Math.max(2, candidate.length() / 2)));
    }

    /** The Levenshtein distance, row by row. */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
