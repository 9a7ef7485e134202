package io.tiphys.gateway.fakes;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** Takes the lines of the audit log while it is open. */
public final class AuditLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<Map<String, String>> lines = new ArrayList<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.tiphys.audit");

    public AuditLines() {
        start();
        logger.setLevel(Level.INFO);
        logger.addAppender(this);
    }

    /**
     * Takes the line of a call; waits for it. A line is written after the response, so an earlier call may write one meanwhile.
     *
     * @param request the id of the call's request
     */
    public Map<String, String> of(String request) throws InterruptedException {
        return take(line -> request.equals(line.get("request")));
    }

    /** Takes the next line of any call; waits for it. For a log that the test alone uses. */
    public Map<String, String> next() throws InterruptedException {
        return take(line -> true);
    }

    /** Whether a line of a call came that nobody took. */
    public boolean has(String request) {
        synchronized (lines) {
            return lines.stream().anyMatch(line -> request.equals(line.get("request")));
        }
    }

    public boolean isEmpty() {
        synchronized (lines) {
            return lines.isEmpty();
        }
    }

    private Map<String, String> take(Predicate<Map<String, String>> wanted) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        synchronized (lines) {
            Optional<Map<String, String>> found = lines.stream().filter(wanted).findFirst();
            while (found.isEmpty()) {
                long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
                if (left <= 0) {
                    throw new AssertionError("no such line came to the audit log");
                }
                lines.wait(left);
                found = lines.stream().filter(wanted).findFirst();
            }
            lines.remove(found.get());
            return found.get();
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        Map<String, String> line = event.getKeyValuePairs().stream()
                .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value)));
        synchronized (lines) {
            lines.add(line);
            lines.notifyAll();
        }
    }

    @Override
    public void close() {
        logger.detachAppender(this);
    }
}
