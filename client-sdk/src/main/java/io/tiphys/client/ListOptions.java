package io.tiphys.client;

import java.util.Optional;

/**
 * Which workflows to list.
 *
 * @param labelSelector a Kubernetes label selector
 * @param namePrefix only names that start so
 * @param pageSize how many to ask the gateway for at once, 1 to 500; the list goes on over all pages
 */
public record ListOptions(Optional<String> labelSelector, Optional<String> namePrefix, int pageSize) {
    private static final int USUAL_PAGE = 50;

    /** All workflows of the namespace. */
    public static ListOptions all() {
        return new ListOptions(Optional.empty(), Optional.empty(), USUAL_PAGE);
    }

    /** Those that this Kubernetes label selector picks. */
    public static ListOptions labelled(String selector) {
        return new ListOptions(Optional.of(selector), Optional.empty(), USUAL_PAGE);
    }
}
