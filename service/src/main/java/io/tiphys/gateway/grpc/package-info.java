/**
 * The gRPC door: services, mappers, interceptors and the one writer of statuses. Protobuf stops in the mappers here;
 * nobody imports this package.
 */
@NullMarked
package io.tiphys.gateway.grpc;

import org.jspecify.annotations.NullMarked;
