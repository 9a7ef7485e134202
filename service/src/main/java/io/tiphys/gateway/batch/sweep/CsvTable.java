package io.tiphys.gateway.batch.sweep;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.tiphys.gateway.error.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Reads CSV (RFC 4180) with a header. Rows count from 0, without the header; empty lines are skipped. */
final class CsvTable {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private CsvTable() {}

    static SweepRows rows(String text, int limit) {
        requireClosedQuotes(text);
        String table = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        CsvReader<CsvRecord> reader = CsvReader.builder()
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(table);
        try {
            return rows(reader.iterator(), limit);
        } catch (CsvParseException e) {
            throw SweepProblems.invalid("sweep-csv", "/sweep/csv", "The text is not CSV as RFC 4180 defines it.");
        }
    }

    /** The parser takes the rest of the text as the value of a quote that is never closed. */
    private static void requireClosedQuotes(String text) {
        if (text.chars().filter(one -> one == '"').count() % 2 != 0) {
            throw SweepProblems.invalid("sweep-csv", "/sweep/csv", "A quote of the CSV is not closed.");
        }
    }

    private static SweepRows rows(Iterator<CsvRecord> records, int limit) {
        if (!records.hasNext()) {
            throw SweepProblems.invalid("sweep-empty", "/sweep/csv", "The CSV has no header.");
        }
        List<String> columns =
                records.next().getFields().stream().map(String::strip).toList();
        requireDistinct(columns);
        List<List<String>> rows = new ArrayList<>();
        List<Violation> violations = new ArrayList<>();
        for (int row = 0; records.hasNext() && violations.size() < SweepProblems.MOST_VIOLATIONS; row++) {
            CsvRecord record = records.next();
            SweepExpansion.requireAtMost(row + 1L, limit);
            compare(row, columns, record, violations);
            if (violations.isEmpty()) {
                rows.add(List.copyOf(record.getFields()));
            }
        }
        if (!violations.isEmpty()) {
            throw SweepProblems.invalid(violations);
        }
        if (rows.isEmpty()) {
            throw SweepProblems.invalid("sweep-empty", "/sweep/csv", "The CSV has a header and no row.");
        }
        return SweepRows.of(columns, rows);
    }

    private static void requireDistinct(List<String> columns) {
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            SweepExpansion.requireName(column);
            if (!seen.add(column)) {
                throw SweepProblems.invalid(
                        "sweep-column-twice", "/sweep/csv", "The header has the column '" + column + "' twice.");
            }
        }
    }

    private static void compare(int row, List<String> columns, CsvRecord record, List<Violation> violations) {
        long line = record.getStartingLineNumber();
        for (int column = record.getFieldCount(); column < columns.size(); column++) {
            violations.add(SweepProblems.cell(
                    "sweep-column-missing",
                    row,
                    columns.get(column),
                    "Row " + row + " (line " + line + ") has no column '" + columns.get(column) + "'."));
        }
        if (record.getFieldCount() > columns.size()) {
            violations.add(SweepProblems.cell(
                    "sweep-column-unknown",
                    row,
                    Integer.toString(columns.size() + 1),
                    "Row " + row + " (line " + line + ") has " + record.getFieldCount()
                            + " columns, and the header has " + columns.size()
                            + "; quote a value that contains a comma."));
        }
    }
}
