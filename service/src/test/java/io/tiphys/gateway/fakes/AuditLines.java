package io.tiphys.gateway.fakes;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** Takes the lines of the audit log while it is open. */
public final class AuditLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final LinkedBlockingQueue<Map<String, String>> lines = new LinkedBlockingQueue<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.tiphys.audit");

    public AuditLines() {
        start();
        logger.setLevel(Level.INFO);
        logger.addAppender(this);
    }

    /**
     * The line of a call; waits for it. A line is written after the response, so an earlier call may write one meanwhile.
     *
     * @param request the id of the call's request
     */
    public Map<String, String> of(String request) throws InterruptedException {
        Map<String, String> line = next();
        while (!request.equals(line.get("request"))) {
            line = next();
        }
        return line;
    }

    /** The next line of any call; waits for it. For a log or a gateway that the test alone uses. */
    public Map<String, String> next() throws InterruptedException {
        Map<String, String> line = lines.poll(10, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("no line came to the audit log");
        }
        return line;
    }

    public boolean isEmpty() {
        return lines.isEmpty();
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getKeyValuePairs().stream()
                .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value))));
    }

    @Override
    public void close() {
        logger.detachAppender(this);
    }
}
