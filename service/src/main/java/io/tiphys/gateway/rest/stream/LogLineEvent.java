package io.tiphys.gateway.rest.stream;

import io.swagger.v3.oas.annotations.media.Schema;
import io.tiphys.gateway.lifecycle.log.LogLine;

/**
 * The data of an event <code>line</code>: a line of a pod's log.
 *
 * @param podName the pod that wrote it
 * @param content the line without its end
 */
@Schema(
        name = "LogLine",
        requiredProperties = {"podName", "content"})
public record LogLineEvent(String podName, String content) {

    public static LogLineEvent of(LogLine line) {
        return new LogLineEvent(line.podName(), line.content());
    }
}
