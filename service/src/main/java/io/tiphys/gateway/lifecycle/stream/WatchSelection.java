package io.tiphys.gateway.lifecycle.stream;

import java.util.Optional;

/**
 * The selection of a namespace's workflows, in the terms of the Argo Server's own API ({@code listOptions} and
 * {@code fields} of {@code WatchWorkflows}).
 *
 * @param labelSelector a Kubernetes label selector
 * @param fieldSelector a Kubernetes field selector over {@code metadata.name} and {@code metadata.namespace}
 * @param fields the parts of the object to send, separated by commas; a leading {@code -} excludes these parts instead
 * @param resourceVersion the version to start after; empty, or {@code 0}, for the initial snapshot
 */
public record WatchSelection(
        Optional<String> labelSelector,
        Optional<String> fieldSelector,
        Optional<String> fields,
        Optional<String> resourceVersion) {
    /** Everything, beginning with the initial snapshot. */
    public static final WatchSelection ALL =
            new WatchSelection(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** @throws io.tiphys.gateway.error.GatewayException with REQUEST_INVALID for a text of more than 16,384 characters */
    public WatchSelection {
        labelSelector = SelectorSize.bounded("labelSelector", labelSelector);
        fieldSelector = SelectorSize.bounded("fieldSelector", fieldSelector);
        fields = SelectorSize.bounded("fields", fields);
        resourceVersion =
                SelectorSize.bounded("resourceVersion", resourceVersion).filter(text -> !text.equals("0"));
    }
}
