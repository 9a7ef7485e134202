package io.tiphys.gateway.lifecycle.log;

import io.tiphys.gateway.lifecycle.stream.SelectorSize;
import io.tiphys.gateway.workflow.WorkflowName;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The selection of log lines, in the terms of the Argo Server's own API ({@code WorkflowLogs}).
 *
 * @param workflow the workflow of the pods
 * @param podName one pod only
 * @param grep only lines that match this RE2 expression
 * @param selector only pods that match this Kubernetes label selector
 * @param options fields of Kubernetes' {@code PodLogOptions} by name, each as text, for example {@code container} and
 *     {@code main}
 */
public record LogSelection(
        WorkflowName workflow,
        Optional<String> podName,
        Optional<String> grep,
        Optional<String> selector,
        Map<String, String> options) {
    /** @throws io.tiphys.gateway.error.GatewayException with REQUEST_INVALID for a text of more than 16,384 characters */
    public LogSelection {
        podName = SelectorSize.bounded("podName", podName);
        grep = SelectorSize.bounded("grep", grep);
        selector = SelectorSize.bounded("selector", selector);
        options.forEach(SelectorSize::bounded);
        options = Map.copyOf(new TreeMap<>(options));
    }

    /** Whether the log is followed to the end of the workflow. Only followed logs are shared. */
    public boolean follow() {
        return Boolean.parseBoolean(options.getOrDefault("follow", "false"));
    }
}
