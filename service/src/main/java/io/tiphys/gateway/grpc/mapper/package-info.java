/**
 * Maps messages of {@code tiphys.v1} to the terms of the use cases and back. Protobuf stops here.
 */
@NullMarked
package io.tiphys.gateway.grpc.mapper;

import org.jspecify.annotations.NullMarked;
