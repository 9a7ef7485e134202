/**
 * The gRPC door: the bridge from the port to calls in this process, services, mappers, interceptors and the one writer of
 * statuses. Protobuf stops in the mappers here; nobody imports this package.
 */
@NullMarked
package io.tiphys.gateway.grpc;

import org.jspecify.annotations.NullMarked;
