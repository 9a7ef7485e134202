/**
 * What the messages of Argo's gRPC services say. A request is forwarded as the bytes that the client sent; here it is read
 * first, as Argo's own code will read it, so that what is checked is what Argo does. Of the events of a watch, parts are left
 * out as Argo leaves them out. Pure functions, no network; imports error alone, beside Jackson.
 */
@NullMarked
package io.tiphys.gateway.argoproto;

import org.jspecify.annotations.NullMarked;
