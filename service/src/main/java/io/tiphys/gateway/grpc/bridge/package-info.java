/** Carries gRPC calls of the server to grpc-java's in-process transport, and their responses back. */
@NullMarked
package io.tiphys.gateway.grpc.bridge;

import org.jspecify.annotations.NullMarked;
