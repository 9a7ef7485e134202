/** Connections to Argo Servers: TLS, protocol, event loop, and delivery detection. */
@NullMarked
package io.tiphys.gateway.argo.client.connection;

import org.jspecify.annotations.NullMarked;
