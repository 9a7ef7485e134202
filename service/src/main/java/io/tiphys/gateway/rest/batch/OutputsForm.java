package io.tiphys.gateway.rest.batch;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.micronaut.http.MediaType;
import io.micronaut.http.uri.UriBuilder;
import io.tiphys.gateway.batch.progress.OutputsTable;
import io.tiphys.gateway.rest.error.ProblemDocument;
import io.tiphys.gateway.rest.model.AnswerJson;
import io.tiphys.gateway.rest.stream.StreamForm;
import io.tiphys.gateway.workflow.WorkflowOutputs.ArtifactPlace;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A table of outputs as CSV or JSON. White space before the JSON keeps the connection alive; CSV has no such sign. A failure
 * breaks the connection, because the status was sent before.
 *
 * @param environment the environment, for the addresses of artifacts
 * @param namespace the namespace, for the same
 * @param csv whether the table is CSV
 */
record OutputsForm(String environment, String namespace, boolean csv) implements StreamForm<OutputsTable> {
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
                                row.index(),
                                row.name(),
                                row.phase(),
                                row.content().parameters(),
                                row.content().outputs(),
                                links(row)))
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
        parameters.forEach(name -> cells.add(row.content().parameters().getOrDefault(name, "")));
        outputs.forEach(name -> cells.add(row.content().outputs().getOrDefault(name, "")));
        Map<String, String> links = links(row);
        artifacts.forEach(name -> cells.add(links.getOrDefault(name, "")));
        return cells;
    }

    private Map<String, String> links(OutputsTable.Row row) {
        Map<String, String> links = new TreeMap<>();
        row.content().artifacts().forEach((name, place) -> links.put(name, link(row.name(), place)));
        return links;
    }

    /** The address at the Argo API (argo-workflows v4.0.5, {@code server/artifacts}). */
    private String link(String workflow, ArtifactPlace place) {
        return UriBuilder.of("/argo")
                .path(environment)
                .path("artifact-files")
                .path(namespace)
                .path("workflows")
                .path(workflow)
                .path(place.node())
                .path("outputs")
                .path(place.name())
                .build()
                .toString();
    }
}
