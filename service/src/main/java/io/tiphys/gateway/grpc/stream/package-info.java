/** Streams of gRPC calls: sends events to a caller, and reads messages from a caller. */
@NullMarked
package io.tiphys.gateway.grpc.stream;

import org.jspecify.annotations.NullMarked;
