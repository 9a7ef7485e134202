/** The common parts of gRPC calls: context keys, caller, idempotency key and checked request fields. */
@NullMarked
package io.tiphys.gateway.grpc.call;

import org.jspecify.annotations.NullMarked;
