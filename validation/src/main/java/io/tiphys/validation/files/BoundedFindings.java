package io.tiphys.validation.files;

import io.tiphys.validation.finding.Finding;
import io.tiphys.validation.finding.FindingList;
import io.tiphys.validation.finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The findings of a file with many documents: the first are kept, the others are only counted. Not thread-safe. */
final class BoundedFindings {
    private final int most;
    private final List<Finding> kept = new ArrayList<>();
    private Severity heaviest = Severity.WARNING;
    private int more;

    BoundedFindings(int most) {
        this.most = most;
    }

    void add(Finding finding) {
        if (kept.size() < most) {
            kept.add(finding);
        } else {
            more++;
            heaviest = finding.isError() ? Severity.ERROR : heaviest;
        }
    }

    /** The kept findings; the last one counts the others, and is an error if one of them is. */
    List<Finding> all() {
        if (more > 0) {
            Finding last = kept.get(kept.size() - 1);
            kept.add(new Finding(
                    FindingList.MORE,
                    heaviest,
                    "",
                    last.line(),
                    last.column(),
                    "There are " + more + " more violations.",
                    Optional.empty()));
        }
        return List.copyOf(kept);
    }
}
