/**
 * A request to the Argo Server as the gateway understood it: path, body, protocol, and the effect of the call.
 */
@NullMarked
package io.tiphys.gateway.argo.client.request;

import org.jspecify.annotations.NullMarked;
