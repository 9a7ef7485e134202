/**
 * Carries gRPC calls of the server to grpc-java's transport inside the process, and their answers back.
 */
@NullMarked
package io.tiphys.gateway.grpc.bridge;

import org.jspecify.annotations.NullMarked;
