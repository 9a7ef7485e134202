package io.tiphys.validation.argo.report;

import io.tiphys.validation.argo.value.Value;
import io.tiphys.validation.finding.OddCharacters;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hints that list the allowed words. */
public final class Choice {
    private static final int MOST_LISTED = 12;
    private static final int LONGEST = 40;

    private Choice() {}

    /** The word that was probably meant; otherwise all words, if they are few. */
    public static @Nullable String hint(String found, List<Value> choices, Report report) {
        return ofWords(found, choices.stream().map(Value::text).toList(), report);
    }

    /** As {@link #hint}, for words that may come from the caller. */
    public static @Nullable String ofWords(String found, Collection<String> words, Report report) {
        String similar = report.similarTo(found, words);
        if (similar != null && !similar.isEmpty() && isShort(similar)) {
            return "Did you mean '" + similar + "'?" + OddCharacters.note(found);
        }
        boolean few = !words.isEmpty()
                && words.size() <= MOST_LISTED
                && words.stream().allMatch(Choice::isShort);
        return few ? "Use one of: " + String.join(", ", words) + "." : null;
    }

    private static boolean isShort(String word) {
        return !word.isEmpty() && word.length() <= LONGEST && word.chars().allMatch(one -> one >= ' ' && one <= '~');
    }
}
