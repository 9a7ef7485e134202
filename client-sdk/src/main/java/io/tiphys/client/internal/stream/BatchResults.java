package io.tiphys.client.internal.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tiphys.client.TiphysException;
import io.tiphys.client.internal.CallFailures;
import io.tiphys.client.internal.ProblemReader;
import io.tiphys.client.workflow.BatchResult;
import io.tiphys.client.workflow.EventIterator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The results of a batch, read line by line. An answer without a summary is a failure. */
final class BatchResults implements EventIterator<BatchResult> {
    private final ResponseBody body;
    private final BufferedReader lines;
    private final ObjectMapper mapper;
    private @Nullable BatchResult next;
    private boolean ended;

    BatchResults(ResponseBody body, ObjectMapper mapper) {
        this.body = body;
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        this.mapper = mapper;
    }

    @Override
    public boolean hasNext() {
        while (next == null && !ended) {
            read();
        }
        return next != null;
    }

    private void read() {
        try {
            String line = lines.readLine();
            if (line == null) {
                throw new IOException("the response has no summary");
            }
            JsonNode read = mapper.readTree(line);
            switch (read.path("type").asText()) {
                case "result" -> next = result(read);
                case "summary" -> ended = true;
                case "problem" ->
                    throw ProblemReader.read(0, read.path("problem").toString(), Optional.empty());
                default -> {}
            }
        } catch (IOException e) {
            ended = true;
            throw CallFailures.withoutAnswer(e, CallFailures.Kind.CHANGE);
        } catch (TiphysException e) {
            ended = true;
            throw e;
        }
    }

    private static BatchResult result(JsonNode line) {
        Optional<TiphysException> problem = line.hasNonNull("problem")
                ? Optional.of(ProblemReader.read(0, line.get("problem").toString(), Optional.empty()))
                : Optional.empty();
        return new BatchResult(
                line.path("index").asInt(),
                line.path("outcome").asText(),
                line.path("name").asText(),
                line.path("uid").asText(),
                BatchTable.texts(line.path("parameters")),
                problem);
    }

    @Override
    public BatchResult next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        BatchResult result = next;
        next = null;
        return result;
    }

    @Override
    public void close() {
        ended = true;
        body.close();
    }
}
