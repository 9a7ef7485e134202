package io.tiphys.client.workflow;

/**
 * A line of a pod's log.
 *
 * @param podName the pod that wrote the line
 * @param content the line without its end
 */
public record LogLine(String podName, String content) {}
