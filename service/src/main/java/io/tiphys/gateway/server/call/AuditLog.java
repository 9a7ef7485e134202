package io.tiphys.gateway.server.call;

import io.tiphys.validation.audit.AuditChain;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes one line for each call: caller, operation, target and outcome. The logger has its own name, so that an operator can
 * direct it elsewhere. The members are also key-value pairs, for JSON logs. The lines of a process form an {@link AuditChain}.
 * Thread-safe.
 */
@Singleton
public final class AuditLog {
    /** The logger's name. */
    static final String LOGGER = "io.tiphys.audit";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);
    private static final int CHAIN_BYTES = 8;

    private final Clock clock;
    private final String chain;
    private String previous = AuditChain.NONE;
    private long number;

    /** Begins a chain. */
    public AuditLog(Clock clock) {
        this.clock = clock;
        byte[] name = new byte[CHAIN_BYTES];
        new SecureRandom().nextBytes(name);
        this.chain = HexFormat.of().formatHex(name);
    }

    void write(CallRecord call) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("api", call.api().wireName());
        fields.put("operation", call.operation());
        fields.put("request", call.requestId());
        if (!call.traceId().isEmpty()) {
            fields.put("trace", call.traceId());
        }
        fields.put("caller", word(call.caller()));
        fields.put("environment", word(call.environment()));
        fields.put("account", word(call.account()));
        fields.put("account-rule", word(call.accountRule()));
        fields.put("namespace", word(call.namespace()));
        fields.put("workflow", word(call.workflow()));
        fields.put("outcome", call.outcome());
        fields.put("milliseconds", Long.toString(call.duration().toMillis()));
        append(fields);
    }

    /** The order in the log is the order of the chain. */
    private synchronized void append(Map<String, String> fields) {
        number++;
        fields.put("time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        fields.put(AuditChain.CHAIN, chain);
        fields.put(AuditChain.NUMBER, Long.toString(number));
        fields.put(AuditChain.PREVIOUS, previous);
        previous = AuditChain.hash(fields);
        fields.put(AuditChain.HASH, previous);
        LoggingEventBuilder line = LOG.atInfo();
        for (Map.Entry<String, String> field : fields.entrySet()) {
            line = line.addKeyValue(field.getKey(), field.getValue());
        }
        line.log("call");
    }

    /** Keeps only visible ASCII characters, so that external text stays on its line. */
    private static String word(String text) {
        StringBuilder word = new StringBuilder(text.length());
        text.chars().forEach(c -> word.append(c > ' ' && c < 127 ? (char) c : '_'));
        return word.isEmpty() ? "-" : word.toString();
    }
}
