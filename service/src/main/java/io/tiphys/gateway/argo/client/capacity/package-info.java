/**
 * Upstream capacity of one Argo Server: permits, circuit breaker, and the classification of ends. Used by
 * {@code argo.client} alone, except for the pool that a forwarded call names.
 */
@NullMarked
package io.tiphys.gateway.argo.client.capacity;

import org.jspecify.annotations.NullMarked;
