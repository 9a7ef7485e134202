/**
 * The gRPC API: the bridge from the server to in-process calls, services, mappers, interceptors and the only writer of
 * statuses. Protobuf ends in the mappers here; no other package imports this one.
 */
@NullMarked
package io.tiphys.gateway.grpc;

import org.jspecify.annotations.NullMarked;
