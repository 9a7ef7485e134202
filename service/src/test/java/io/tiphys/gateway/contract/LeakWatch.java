package io.tiphys.gateway.contract;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;

/** Reads every line of the log, stack traces included, and remembers which logger told a secret. */
final class LeakWatch extends AppenderBase<ILoggingEvent> {
    private final Predicate<String> tellsASecret;
    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();

    private LeakWatch(Predicate<String> tellsASecret) {
        this.tellsASecret = tellsASecret;
    }

    /** Watches the whole log from now on. */
    static LeakWatch over(Predicate<String> tellsASecret) {
        LeakWatch watch = new LeakWatch(tellsASecret);
        watch.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(watch);
        return watch;
    }

    /** The loggers that told a secret. */
    Queue<String> leaks() {
        return leaks;
    }

    @Override
    protected void append(ILoggingEvent event) {
        String text = event.getFormattedMessage()
                + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy()));
        if (tellsASecret.test(text)) {
            leaks.add(event.getLoggerName());
        }
    }
}
