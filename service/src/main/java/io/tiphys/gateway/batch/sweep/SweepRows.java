package io.tiphys.gateway.batch.sweep;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * The rows of a sweep. Immutable; a grid needs memory for its columns only.
 *
 * @param columns the names of the parameters, in order
 * @param count the number of rows, at least 1
 * @param values the values of a row, in the order of the columns
 */
public record SweepRows(List<String> columns, int count, IntFunction<List<String>> values) {
    public SweepRows {
        columns = List.copyOf(columns);
        Objects.requireNonNull(values);
    }

    /**
     * The parameters of a row.
     *
     * @param row from 0
     */
    public Map<String, String> row(int row) {
        List<String> texts = values.apply(row);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int column = 0; column < columns.size(); column++) {
            parameters.put(columns.get(column), texts.get(column));
        }
        return parameters;
    }

    /** The different values of a column, with the first row of each; in the order of the values. */
    Set<String> distinct(int column) {
        Set<String> distinct = new TreeSet<>();
        for (int row = 0; row < count; row++) {
            distinct.add(values.apply(row).get(column));
        }
        return distinct;
    }

    static SweepRows of(List<String> columns, List<List<String>> rows) {
        List<List<String>> kept = List.copyOf(rows);
        return new SweepRows(columns, kept.size(), kept::get);
    }

    /** The combinations of columns; the product of their sizes must be an int. */
    static SweepRows product(Map<String, List<String>> columns) {
        List<List<String>> values = columns.values().stream().map(List::copyOf).toList();
        int count = values.stream().mapToInt(List::size).reduce(1, Math::multiplyExact);
        return new SweepRows(List.copyOf(columns.keySet()), count, row -> combination(values, row));
    }

    private static List<String> combination(List<List<String>> values, int row) {
        String[] texts = new String[values.size()];
        int left = row;
        for (int column = values.size() - 1; column >= 0; column--) {
            List<String> choices = values.get(column);
            texts[column] = choices.get(left % choices.size());
            left /= choices.size();
        }
        return List.of(texts);
    }
}
