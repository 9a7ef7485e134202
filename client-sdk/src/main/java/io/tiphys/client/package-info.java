/**
 * The Java client of Tiphys; start with {@link io.tiphys.client.TiphysClient}. Here are the client itself, and the exception of
 * every failed call with its reason. What calls return is in {@code workflow}, {@code environment} and {@code lint}; {@code grpc}
 * reads the failures of the gRPC stubs. These packages are stable. {@code generated}, which is generated from the gateway's
 * OpenAPI document, and {@code internal} may change with any version: use neither.
 */
@NullMarked
package io.tiphys.client;

import org.jspecify.annotations.NullMarked;
