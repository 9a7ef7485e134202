/** Reads the failures of the gRPC stubs. Needs grpc-protobuf on the class path; the client itself does not. */
@NullMarked
package io.tiphys.client.grpc;

import org.jspecify.annotations.NullMarked;
