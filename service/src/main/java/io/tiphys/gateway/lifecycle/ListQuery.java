package io.tiphys.gateway.lifecycle;

import java.util.Optional;

/**
 * The selection and size of a page.
 *
 * @param labelSelector a Kubernetes label selector
 * @param namePrefix the prefix of the names
 * @param pageSize the maximum number of workflows, 1 to {@link #LARGEST_PAGE}
 * @param pageToken the token of the previous page
 */
public record ListQuery(
        Optional<String> labelSelector, Optional<String> namePrefix, int pageSize, Optional<String> pageToken) {
    /** The default page size. */
    public static final int USUAL_PAGE = 50;

    /** The maximum page size: a page of 500 keeps a response below a few megabytes. */
    public static final int LARGEST_PAGE = 500;
}
