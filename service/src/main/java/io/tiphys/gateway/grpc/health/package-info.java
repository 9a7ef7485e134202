/** The standard health service ({@code grpc.health.v1}) of the gateway and of each of its gRPC services. */
@NullMarked
package io.tiphys.gateway.grpc.health;

import org.jspecify.annotations.NullMarked;
