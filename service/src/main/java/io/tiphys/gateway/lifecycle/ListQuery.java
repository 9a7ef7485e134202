package io.tiphys.gateway.lifecycle;

import java.util.Optional;

/**
 * Which workflows, and how many.
 *
 * @param labelSelector a Kubernetes label selector
 * @param namePrefix only names that start so
 * @param pageSize how many at most, 1 to {@link #LARGEST_PAGE}
 * @param pageToken the token of the page before
 */
public record ListQuery(
        Optional<String> labelSelector, Optional<String> namePrefix, int pageSize, Optional<String> pageToken) {
    /** The size of a page when the caller names none. */
    public static final int USUAL_PAGE = 50;

    /** The largest page: a page of 500 keeps an answer below a few megabytes. */
    public static final int LARGEST_PAGE = 500;
}
