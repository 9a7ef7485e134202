/**
 * Upstream capacity of one Argo Server: permits, circuit breaker, and the classification of ends. Used by
 * {@code argo.client}; {@code argoapi} only names the pool of a forwarded call.
 */
@NullMarked
package io.tiphys.gateway.argo.client.capacity;

import org.jspecify.annotations.NullMarked;
