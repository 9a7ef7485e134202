package io.tiphys.gateway.server.call;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each call: who did what, where, with which outcome. The logger has a name of its own, so that an operator can
 * send it elsewhere; its members are also key-value pairs, for a log of JSON.
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

    /** What came from outside stays on its line: only the visible characters of ASCII are let through. */
    private static String word(String text) {
        StringBuilder word = new StringBuilder(text.length());
        text.chars().forEach(c -> word.append(c > ' ' && c < 127 ? (char) c : '_'));
        return word.isEmpty() ? "-" : word.toString();
    }
}
