package io.tiphys.gateway.server.call;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line for each call: caller, operation, target and outcome. The logger has its own name, so that an operator can
 * direct it elsewhere. The members are also key-value pairs, for JSON logs.
 */
final class AuditLog {
    /** The logger's name. */
    static final String LOGGER = "io.tiphys.audit";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

    private AuditLog() {}

    static void write(CallRecord call) {
        LOG.atInfo()
                .addKeyValue("api", call.api().wireName())
                .addKeyValue("operation", call.operation())
                .addKeyValue("request", call.requestId())
                .addKeyValue("caller", word(call.caller()))
                .addKeyValue("environment", word(call.environment()))
                .addKeyValue("namespace", word(call.namespace()))
                .addKeyValue("workflow", word(call.workflow()))
                .addKeyValue("outcome", call.outcome())
                .addKeyValue("milliseconds", call.duration().toMillis())
                .log("call");
    }

    /** Keeps only visible ASCII characters, so that external text stays on its line. */
    private static String word(String text) {
        StringBuilder word = new StringBuilder(text.length());
        text.chars().forEach(c -> word.append(c > ' ' && c < 127 ? (char) c : '_'));
        return word.isEmpty() ? "-" : word.toString();
    }
}
