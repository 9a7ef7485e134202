package io.tiphys.validation.finding;

import org.jspecify.annotations.Nullable;

/** Finds the word that was meant by a misspelled one. */
public final class SimilarWords {
    private static final int LONGEST_WORD = 64;

    /** Words this short are too similar to each other: only upper and lower case may differ. */
    private static final int SHORT_WORD = 2;

    private SimilarWords() {}

    /** The most similar word; null for none. Of equally similar words the first one wins. */
    public static @Nullable String to(String word, Iterable<String> words) {
        if (word.length() > LONGEST_WORD) {
            return null;
        }
        String best = null;
        int bestDistance = word.length() <= SHORT_WORD ? 1 : Math.max(1, word.length() / 4) + 1;
        for (String known : words) {
            int distance = known.equalsIgnoreCase(word) ? 0 : distance(known, word);
            if (distance < bestDistance) {
                best = known;
                bestDistance = distance;
            }
        }
        return best;
    }

    /** Levenshtein's distance: the number of inserted, removed or changed letters. */
    private static int distance(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] current = new int[other.length() + 1];
            current[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
