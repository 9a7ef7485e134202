package io.tiphys.gateway.batch.sweep;

import io.tiphys.gateway.error.ErrorReason;
import io.tiphys.gateway.error.GatewayException;
import io.tiphys.gateway.error.Problem;
import io.tiphys.gateway.error.Violation;
import java.util.List;

/** The refusals of a sweep; each names the row and the column. Nothing was created. */
public final class SweepProblems {
    /** More violations help nobody. */
    static final int MOST_VIOLATIONS = 20;

    private SweepProblems() {}

    /** The refusal of a batch with too many items. */
    public static GatewayException tooMany(long count, int limit) {
        return new GatewayException(Problem.of(
                        ErrorReason.REQUEST_TOO_LARGE,
                        "A batch has at most " + limit + " workflows; this one has "
                                + (count == Long.MAX_VALUE ? "more than can be counted" : Long.toString(count))
                                + ". Nothing was created.")
                .with("limit", Integer.toString(limit))
                .with("count", Long.toString(count)));
    }

    /** The refusal for one violation. */
    static GatewayException invalid(String rule, String pointer, String message) {
        return invalid(List.of(Violation.ofParameter(rule, pointer, message)));
    }

    /** The refusal for violations, of which there is at least one. */
    static GatewayException invalid(List<Violation> violations) {
        return new GatewayException(Problem.of(
                        ErrorReason.REQUEST_INVALID,
                        "The sweep cannot be used: " + violations.getFirst().message() + " Nothing was created.")
                .withViolations(violations.subList(0, Math.min(violations.size(), MOST_VIOLATIONS))));
    }

    /** The violation of one cell. */
    static Violation cell(String rule, int row, String column, String message) {
        return Violation.ofParameter(rule, "/sweep/" + row + "/" + escaped(column), message);
    }

    static String escaped(String column) {
        return column.replace("~", "~0").replace("/", "~1");
    }
}
