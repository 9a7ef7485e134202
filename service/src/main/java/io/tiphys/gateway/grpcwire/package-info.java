/**
 * What gRPC over HTTP/2 adds to a message and to a response: the frame of a message, and the place of the status. For the
 * APIs, the client of Argo Servers, and the sender of spans. Imports {@code error} alone.
 */
@NullMarked
package io.tiphys.gateway.grpcwire;

import org.jspecify.annotations.NullMarked;
