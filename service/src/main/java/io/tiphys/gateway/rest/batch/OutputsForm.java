package io.tiphys.gateway.rest.batch;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.micronaut.http.MediaType;
import io.tiphys.gateway.batch.progress.OutputsTable;
import io.tiphys.gateway.rest.error.ProblemDocument;
import io.tiphys.gateway.rest.model.AnswerJson;
import io.tiphys.gateway.rest.stream.StreamForm;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A table of outputs as CSV or JSON. White space before the JSON keeps the connection alive; CSV has no such sign. A failure
 * breaks the connection, because the status was sent before.
 *
 * @param csv whether the table is CSV
 */
record OutputsForm(boolean csv) implements StreamForm<OutputsTable> {
    static final String CSV = "text/csv";

    private static final byte[] NOTHING = {};

    @Override
    public String mediaType() {
        return csv ? CSV + ";charset=utf-8" : MediaType.APPLICATION_JSON;
    }

    @Override
    public byte[] opening() {
        return NOTHING;
    }

    @Override
    public byte[] item(OutputsTable table) {
        return csv ? table(table).getBytes(StandardCharsets.UTF_8) : AnswerJson.write(document(table));
    }

    @Override
    public byte[] silence() {
        return csv ? NOTHING : new byte[] {'\n'};
    }

    @Override
    public byte[] end() {
        return NOTHING;
    }

    @Override
    public byte[] failure(ProblemDocument problem) {
        return csv ? NOTHING : AnswerJson.write(problem);
    }

    @Override
    public boolean failureIsMissable() {
        return true;
    }

    private BatchOutputs document(OutputsTable table) {
        return new BatchOutputs(
                table.batchId(),
                table.rows().stream()
                        .map(row -> new BatchOutputs.Row(
                                row.index(), row.name(), row.phase(), row.parameters(), row.outputs(), row.artifacts()))
                        .toList());
    }

    private String table(OutputsTable table) {
        List<String> head = new ArrayList<>(List.of("index", "name", "phase"));
        table.parameters().forEach(name -> head.add("parameters." + name));
        table.outputs().forEach(name -> head.add("outputs." + name));
        table.artifacts().forEach(name -> head.add("artifacts." + name));
        StringWriter text = new StringWriter();
        try (CsvWriter writer =
                CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            writer.writeRecord(head);
            Set<String> parameters = table.parameters();
            Set<String> outputs = table.outputs();
            Set<String> artifacts = table.artifacts();
            table.rows().forEach(row -> writer.writeRecord(cells(row, parameters, outputs, artifacts)));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return text.toString();
    }

    private List<String> cells(
            OutputsTable.Row row, Set<String> parameters, Set<String> outputs, Set<String> artifacts) {
        List<String> cells = new ArrayList<>(List.of(Integer.toString(row.index()), row.name(), row.phase()));
        parameters.forEach(name -> cells.add(row.parameters().getOrDefault(name, "")));
        outputs.forEach(name -> cells.add(row.outputs().getOrDefault(name, "")));
        artifacts.forEach(name -> cells.add(row.artifacts().getOrDefault(name, "")));
        return cells;
    }
}
