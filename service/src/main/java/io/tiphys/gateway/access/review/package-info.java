/**
 * Rights in Kubernetes terms: what an operation needs, what the API server answers, and the Role that is missing. For {@code
 * access} and what stands above it.
 */
@NullMarked
package io.tiphys.gateway.access.review;

import org.jspecify.annotations.NullMarked;
