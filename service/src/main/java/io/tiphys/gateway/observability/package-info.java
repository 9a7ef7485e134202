/**
 * What the operator sees of calls: request ids, the names of MDC keys and metrics, the audit line. For the doors and the
 * adapters; it imports nothing of the gateway.
 */
@NullMarked
package io.tiphys.gateway.observability;

import org.jspecify.annotations.NullMarked;
