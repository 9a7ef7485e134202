package io.tiphys.client.workflow;

import java.util.Optional;

/**
 * The selection of workflows to list.
 *
 * @param labelSelector a Kubernetes label selector
 * @param namePrefix the prefix of the names
 * @param pageSize the size of a requested page, 1 to 500; the list continues over all pages
 */
public record ListOptions(Optional<String> labelSelector, Optional<String> namePrefix, int pageSize) {
    private static final int USUAL_PAGE = 50;

    /** All workflows of the namespace. */
    public static ListOptions all() {
        return new ListOptions(Optional.empty(), Optional.empty(), USUAL_PAGE);
    }

    /** The workflows that match this Kubernetes label selector. */
    public static ListOptions labelled(String selector) {
        return new ListOptions(Optional.of(selector), Optional.empty(), USUAL_PAGE);
    }
}
