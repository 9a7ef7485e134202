package io.tiphys.client;

/**
 * A line of a pod's log.
 *
 * @param podName the pod that wrote the line
 * @param content the line without its end
 */
public record LogLine(String podName, String content) {
    static LogLine of(io.tiphys.client.generated.model.LogLine generated) {
        return new LogLine(generated.getPodName(), generated.getContent());
    }
}
