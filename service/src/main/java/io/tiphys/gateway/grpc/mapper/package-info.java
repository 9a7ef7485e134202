/**
 * Maps messages of {@code tiphys.v1} to the terms of the use cases and back. No other package of the gateway sees these
 * messages.
 */
@NullMarked
package io.tiphys.gateway.grpc.mapper;

import org.jspecify.annotations.NullMarked;
