package io.tiphys.gateway.rest.stream;

import io.micronaut.http.MediaType;
import io.tiphys.gateway.lifecycle.log.LogLine;
import io.tiphys.gateway.rest.error.ProblemDocument;
import java.nio.charset.StandardCharsets;

/** Log lines for a terminal. This format has no heartbeat. */
public final class PlainLines implements StreamForm<LogLine> {
    private static final byte[] NOTHING = {};

    @Override
    public String mediaType() {
        return MediaType.TEXT_PLAIN + ";charset=utf-8";
    }

    @Override
    public byte[] opening() {
        return NOTHING;
    }

    @Override
    public byte[] item(LogLine line) {
        return bytes(line.podName() + ": " + line.content() + "\n");
    }

    @Override
    public byte[] silence() {
        return NOTHING;
    }

    @Override
    public byte[] end() {
        return NOTHING;
    }

    @Override
    public byte[] failure(ProblemDocument problem) {
        return bytes("tiphys: " + problem.reason() + ": " + problem.detail() + " (" + problem.instance() + ")\n");
    }

    @Override
    public boolean failureIsMissable() {
        return true;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
