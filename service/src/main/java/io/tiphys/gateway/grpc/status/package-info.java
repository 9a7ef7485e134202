/** Writes problems as {@code google.rpc.Status}. The only writer of gRPC errors. */
@NullMarked
package io.tiphys.gateway.grpc.status;

import org.jspecify.annotations.NullMarked;
