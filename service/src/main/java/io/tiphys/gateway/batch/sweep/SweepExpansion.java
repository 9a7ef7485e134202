package io.tiphys.gateway.batch.sweep;

import io.tiphys.gateway.error.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Expands a sweep to its rows. Pure. */
public final class SweepExpansion {
    private SweepExpansion() {}

    /**
     * The rows.
     *
     * @param limit the highest number of rows; a larger grid is refused before it is expanded
     * @throws io.tiphys.gateway.error.GatewayException with REQUEST_INVALID and each violation with its row and column, or
     *     REQUEST_TOO_LARGE
     */
    public static SweepRows of(Sweep sweep, int limit) {
        return switch (sweep) {
            case Sweep.Grid(var columns) -> grid(columns, limit);
            case Sweep.Zip(var columns) -> zip(columns, limit);
            case Sweep.Rows(var rows) -> rows(rows, limit);
            case Sweep.Csv(var text) -> {
                TableEncoding.requireUtf8("csv", text);
                yield CsvTable.rows(text, limit);
            }
            case Sweep.JsonLines(var text) -> {
                TableEncoding.requireUtf8("jsonl", text);
                yield rows(JsonLinesTable.rows(text, limit), limit);
            }
        };
    }

    private static SweepRows grid(Map<String, List<String>> columns, int limit) {
        requireColumns("grid", columns);
        long count = 1;
        for (List<String> values : columns.values()) {
            count = saturated(count, values.size());
        }
        requireAtMost(count, limit);
        return SweepRows.product(columns);
    }

    private static long saturated(long one, int other) {
        long high = Math.multiplyHigh(one, other);
        return high != 0 || one * other < 0 ? Long.MAX_VALUE : one * other;
    }

    private static SweepRows zip(Map<String, List<String>> columns, int limit) {
        requireColumns("zip", columns);
        int count = columns.values().iterator().next().size();
        List<Violation> violations = new ArrayList<>();
        columns.forEach((name, values) -> {
            if (values.size() != count) {
                violations.add(Violation.ofParameter(
                        "sweep-length",
                        "/sweep/zip/" + SweepProblems.escaped(name),
                        "Column '" + name + "' has " + values.size() + " values, and the first column has " + count
                                + "; the columns of 'zip' must be equally long."));
            }
        });
        if (!violations.isEmpty()) {
            throw SweepProblems.invalid(violations);
        }
        requireAtMost(count, limit);
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            int at = row;
            rows.add(columns.values().stream().map(values -> values.get(at)).toList());
        }
        return SweepRows.of(List.copyOf(columns.keySet()), rows);
    }

    private static void requireColumns(String kind, Map<String, List<String>> columns) {
        if (columns.isEmpty()) {
            throw SweepProblems.invalid("sweep-empty", "/sweep/" + kind, "The sweep has no parameter.");
        }
        columns.forEach((name, values) -> {
            requireName(name);
            if (values.isEmpty()) {
                throw SweepProblems.invalid(
                        "sweep-empty",
                        "/sweep/" + kind + "/" + SweepProblems.escaped(name),
                        "Column '" + name + "' has no values.");
            }
        });
    }

    private static SweepRows rows(List<Map<String, String>> rows, int limit) {
        requireAtMost(rows.size(), limit);
        if (rows.isEmpty() || rows.getFirst().isEmpty()) {
            throw SweepProblems.invalid(
                    "sweep-empty", "/sweep/rows", "The sweep has no row, or a row without columns.");
        }
        List<String> columns = List.copyOf(rows.getFirst().keySet());
        columns.forEach(SweepExpansion::requireName);
        List<Violation> violations = new ArrayList<>();
        List<List<String>> values = new ArrayList<>();
        for (int row = 0; row < rows.size() && violations.size() < SweepProblems.MOST_VIOLATIONS; row++) {
            Map<String, String> given = rows.get(row);
            compare(row, columns, given.keySet(), violations);
            if (violations.isEmpty()) {
                values.add(columns.stream().map(given::get).toList());
            }
        }
        if (!violations.isEmpty()) {
            throw SweepProblems.invalid(violations);
        }
        return SweepRows.of(columns, values);
    }

    private static void compare(int row, List<String> columns, Set<String> given, List<Violation> violations) {
        for (String column : columns) {
            if (!given.contains(column)) {
                violations.add(SweepProblems.cell(
                        "sweep-column-missing", row, column, "Row " + row + " has no column '" + column + "'."));
            }
        }
        for (String column : given) {
            if (!columns.contains(column)) {
                violations.add(SweepProblems.cell(
                        "sweep-column-unknown",
                        row,
                        column,
                        "Row " + row + " has the column '" + column + "', which the first row does not have."));
            }
        }
    }

    static void requireName(String column) {
        if (column.isBlank()) {
            throw SweepProblems.invalid("sweep-column-name", "/sweep", "A column has no name.");
        }
    }

    static void requireAtMost(long count, int limit) {
        if (count > limit) {
            throw SweepProblems.tooMany(count, limit);
        }
    }
}
