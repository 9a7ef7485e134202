/**
 * The steps before an API serves a call, and the operator's view of the call: request id, single headers, call record,
 * metrics and audit line. For the APIs and the adapters. Of the gateway it imports {@code access} and the packages below.
 */
@NullMarked
package io.tiphys.gateway.server.call;

import org.jspecify.annotations.NullMarked;
