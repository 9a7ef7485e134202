package io.tiphys.gateway.workflow;

import io.tiphys.gateway.error.Violation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Violations as they are found, bounded however many there are. Not thread-safe. */
final class ViolationList {
    /** How many an answer shows. Whoever has more corrects these first. */
    static final int MOST_SHOWN = 100;

    /** The rule id of the last entry when there are more than are shown. */
    static final String MORE = "more-violations";

    private static final int MOST_KEPT = 1_000;
    private static final Comparator<Violation> BY_PLACE =
            Comparator.comparingInt(Violation::line).thenComparingInt(Violation::column);

    private final List<Violation> kept = new ArrayList<>();
    private int found;

    void add(Violation violation) {
        found++;
        if (kept.size() < MOST_KEPT) {
            kept.add(violation);
        }
    }

    /** Whether no more are kept, but counted alone. */
    boolean isFull() {
        return kept.size() == MOST_KEPT;
    }

    /** Counts one that is not made because no more are kept. */
    void count() {
        found++;
    }

    boolean isEmpty() {
        return found == 0;
    }

    /** In the order of the document; the last one says how many more there are, if there are. */
    List<Violation> inOrder() {
        List<Violation> shown =
                new ArrayList<>(kept.stream().sorted(BY_PLACE).limit(MOST_SHOWN).toList());
        if (found > shown.size()) {
            Violation last = shown.getLast();
            String message =
                    "There are " + (isFull() ? "at least " : "") + (found - shown.size()) + " more violations.";
            shown.add(new Violation(MORE, "", last.line(), last.column(), message, Optional.empty()));
        }
        return List.copyOf(shown);
    }
}
