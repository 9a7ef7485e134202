/** Tests of frames and trailers of gRPC. */
@NullMarked
package io.tiphys.gateway.grpcwire;

import org.jspecify.annotations.NullMarked;
