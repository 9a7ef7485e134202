package io.tiphys.validation.finding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A bounded list of findings. Not thread-safe. */
public final class FindingList {
    /** The maximum number in a response. */
    public static final int MOST_SHOWN = 100;

    /** The rule id of the last entry of a list with more findings than are shown. */
    public static final String MORE = "more-violations";

    private static final int MOST_KEPT = 1_000;
    private static final Comparator<Finding> BY_PLACE =
            Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column);

    private final List<Finding> kept = new ArrayList<>();
    private int found;

    /** Adds one. */
    public void add(Finding finding) {
        found++;
        if (kept.size() < MOST_KEPT) {
            kept.add(finding);
        }
    }

    /** Whether further findings are only counted. */
    public boolean isFull() {
        return kept.size() == MOST_KEPT;
    }

    /** Counts a finding without creating it. */
    public void count() {
        found++;
    }

    /** Whether nothing was found. */
    public boolean isEmpty() {
        return found == 0;
    }

    /** In the order of the document; if there are more, the last one has their number. */
    public List<Finding> inOrder() {
        List<Finding> shown =
                new ArrayList<>(kept.stream().sorted(BY_PLACE).limit(MOST_SHOWN).toList());
        if (found > shown.size()) {
            Finding last = shown.get(shown.size() - 1);
            String message =
                    "There are " + (isFull() ? "at least " : "") + (found - shown.size()) + " more violations.";
            shown.add(new Finding(MORE, heaviest(), "", last.line(), last.column(), message, Optional.empty()));
        }
        return List.copyOf(shown);
    }

    /** Hidden findings have the highest severity of the kept ones, so that warnings do not become an error. */
    private Severity heaviest() {
        return kept.stream().anyMatch(Finding::isError) ? Severity.ERROR : Severity.WARNING;
    }
}
