/**
 * What every call passes before its API serves it, and what the operator sees of the call: request id, single headers, call
 * record, metrics and audit line. For the APIs and the adapters; of the gateway it imports {@code access} and what stands
 * below.
 */
@NullMarked
package io.tiphys.gateway.server.call;

import org.jspecify.annotations.NullMarked;
