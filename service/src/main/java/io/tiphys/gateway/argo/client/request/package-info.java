/** A request to the Argo Server: path, body, protocol, and effect. */
@NullMarked
package io.tiphys.gateway.argo.client.request;

import org.jspecify.annotations.NullMarked;
