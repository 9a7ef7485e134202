package io.tiphys.gateway.argoapi;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Follows every buffer of Netty from now on until it is closed, and collects what was never given back. */
final class BufferLeaks extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final List<String> reports = new CopyOnWriteArrayList<>();
    private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
    private final Logger logger = (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);

    private BufferLeaks() {}

    static BufferLeaks watch() {
        BufferLeaks leaks = new BufferLeaks();
        leaks.start();
        leaks.logger.addAppender(leaks);
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        return leaks;
    }

    /** What leaked: buffers that were collected before they were released. They are told when the next one is made. */
    List<String> reports() {
        return List.copyOf(reports);
    }

    @Override
    protected void append(ILoggingEvent event) {
        reports.add(event.getFormattedMessage());
    }

    @Override
    public void close() {
        ResourceLeakDetector.setLevel(before);
        logger.detachAppender(this);
        stop();
    }
}
