/**
 * Streams of gRPC calls: pumps events to a caller, and reads messages from one.
 */
@NullMarked
package io.tiphys.gateway.grpc.stream;

import org.jspecify.annotations.NullMarked;
