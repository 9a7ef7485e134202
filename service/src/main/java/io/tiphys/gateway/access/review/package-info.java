/**
 * Permissions in Kubernetes terms: the needs of an operation, the decisions of the API server, and the missing Role. For
 * {@code access} and the layers above it.
 */
@NullMarked
package io.tiphys.gateway.access.review;

import org.jspecify.annotations.NullMarked;
