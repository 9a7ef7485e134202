package io.tiphys.gateway.rest.batch;

import io.tiphys.gateway.rest.error.ProblemDocument;
import io.tiphys.gateway.rest.model.AnswerJson;
import io.tiphys.gateway.rest.stream.StreamForm;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Newline-delimited JSON, one object in each line; the member {@code type} says which.
 *
 * @param line the record of a value
 * @param <T> the type of the stream's values
 */
record NdjsonLines<T>(Function<T, StreamedLine> line) implements StreamForm<T> {
    private static final byte[] NOTHING = {};

    @Override
    public String mediaType() {
        return BatchLine.MEDIA_TYPE;
    }

    @Override
    public byte[] opening() {
        return NOTHING;
    }

    @Override
    public byte[] item(T value) {
        return bytes(line.apply(value));
    }

    @Override
    public byte[] silence() {
        return bytes(BatchLine.heartbeat());
    }

    @Override
    public byte[] end() {
        return NOTHING;
    }

    @Override
    public byte[] failure(ProblemDocument problem) {
        return bytes(BatchLine.problem(problem));
    }

    /** The reader misses the summary. */
    @Override
    public boolean failureIsMissable() {
        return false;
    }

    private static byte[] bytes(StreamedLine line) {
        byte[] json = AnswerJson.write(line);
        byte[] ended = Arrays.copyOf(json, json.length + 1);
        ended[json.length] = '\n';
        return ended;
    }
}
