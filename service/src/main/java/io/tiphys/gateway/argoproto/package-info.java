/**
 * The messages of Argo's gRPC services. A request is forwarded as the bytes of the client. Before, the gateway reads the
 * request as Argo's own code will read it, so that checks apply to the effect in Argo. Events of a watch are pruned as Argo
 * prunes them. Pure functions, no network; imports {@code error} and {@code workflow}, and Jackson.
 */
@NullMarked
package io.tiphys.gateway.argoproto;

import org.jspecify.annotations.NullMarked;
