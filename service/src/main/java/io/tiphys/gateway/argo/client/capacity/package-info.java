/**
 * How much may go to one Argo Server at a time: permits, circuit breaker, and how an exchange ended for them. Used by {@code
 * argo.client} alone, but for the capacity that a forwarded call names.
 */
@NullMarked
package io.tiphys.gateway.argo.client.capacity;

import org.jspecify.annotations.NullMarked;
