package io.tiphys.gateway.batch.sweep;

import io.tiphys.validation.document.DocumentFormat;
import io.tiphys.validation.document.ManifestObject;
import io.tiphys.validation.document.UnreadableDocumentException;
import io.tiphys.validation.document.reader.ManifestReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one JSON object in each line; blank lines are skipped. */
final class JsonLinesTable {
    private JsonLinesTable() {}

    static List<Map<String, String>> rows(String text, int limit) {
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> lines =
                text.lines().filter(line -> !line.isBlank()).limit(limit + 1L).toList();
        for (String line : lines) {
            SweepExpansion.requireAtMost(rows.size() + 1L, limit);
            rows.add(SweepReader.texts(object(line, rows.size()), "/sweep/" + rows.size()));
        }
        return rows;
    }

    private static ManifestObject object(String line, int row) {
        try {
            return new ManifestReader()
                    .read(line.getBytes(StandardCharsets.UTF_8), Optional.of(DocumentFormat.JSON))
                    .root();
        } catch (UnreadableDocumentException e) {
            throw SweepProblems.invalid(
                    "sweep-row", "/sweep/" + row, "Row " + row + " is no JSON object: " + e.description());
        }
    }
}
