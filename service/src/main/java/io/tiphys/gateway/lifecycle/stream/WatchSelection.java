package io.tiphys.gateway.lifecycle.stream;

import java.util.Optional;

/**
 * What of a namespace's workflows a reader wants to see, in the words of the Argo Server's own API ({@code listOptions}
 * and {@code fields} of {@code WatchWorkflows}).
 *
 * @param labelSelector a Kubernetes label selector
 * @param fieldSelector a Kubernetes field selector over {@code metadata.name} and {@code metadata.namespace}
 * @param fields which parts of the object to send, separated by commas; a leading {@code -} leaves them out instead
 * @param resourceVersion start behind this version; empty, or {@code 0}, to start with the present state
 * @throws io.tiphys.gateway.error.GatewayException with REQUEST_INVALID for a text of more than 16,384 characters
 */
public record WatchSelection(
        Optional<String> labelSelector,
        Optional<String> fieldSelector,
        Optional<String> fields,
        Optional<String> resourceVersion) {
    /** Everything, from the present state on. */
    public static final WatchSelection ALL =
            new WatchSelection(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public WatchSelection {
        labelSelector = SelectorSize.bounded("labelSelector", labelSelector);
        fieldSelector = SelectorSize.bounded("fieldSelector", fieldSelector);
        fields = SelectorSize.bounded("fields", fields);
        resourceVersion =
                SelectorSize.bounded("resourceVersion", resourceVersion).filter(text -> !text.equals("0"));
    }
}
