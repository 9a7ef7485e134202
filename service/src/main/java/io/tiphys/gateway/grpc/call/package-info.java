/**
 * What every gRPC call has: its context keys, its caller, its key, and checked request fields.
 */
@NullMarked
package io.tiphys.gateway.grpc.call;

import org.jspecify.annotations.NullMarked;
