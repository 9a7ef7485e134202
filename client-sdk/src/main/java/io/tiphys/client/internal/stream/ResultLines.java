package io.tiphys.client.internal.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tiphys.client.TiphysException;
import io.tiphys.client.internal.CallFailures;
import io.tiphys.client.internal.ProblemReader;
import io.tiphys.client.workflow.BatchChange;
import io.tiphys.client.workflow.BatchResult;
import io.tiphys.client.workflow.EventIterator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Results that are read line by line. An answer without a summary is a failure.
 *
 * @param <T> the type of a result
 */
final class ResultLines<T> implements EventIterator<T> {
    private final ResponseBody body;
    private final BufferedReader lines;
    private final ObjectMapper mapper;
    private final Function<JsonNode, T> result;
    private @Nullable T next;
    private boolean ended;

    /** @param result reads a line with a result */
    ResultLines(ResponseBody body, ObjectMapper mapper, Function<JsonNode, T> result) {
        this.body = body;
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        this.mapper = mapper;
        this.result = result;
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
                case "result" -> next = result.apply(read);
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

    static BatchResult ofBatch(JsonNode line) {
        return new BatchResult(
                line.path("index").asInt(),
                line.path("outcome").asText(),
                line.path("name").asText(),
                line.path("uid").asText(),
                BatchTable.texts(line.path("parameters")),
                problem(line));
    }

    static BatchChange ofChange(JsonNode line) {
        return new BatchChange(line.path("name").asText(), line.path("outcome").asText(), problem(line));
    }

    private static Optional<TiphysException> problem(JsonNode line) {
        return line.hasNonNull("problem")
                ? Optional.of(ProblemReader.read(0, line.get("problem").toString(), Optional.empty()))
                : Optional.empty();
    }

    @Override
    public T next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        T read = next;
        next = null;
        return read;
    }

    @Override
    public void close() {
        ended = true;
        body.close();
    }
}
