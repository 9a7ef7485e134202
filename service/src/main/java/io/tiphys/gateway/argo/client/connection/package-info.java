/**
 * Connections to Argo Servers: TLS, protocol, event loop, and whether a request was delivered.
 */
@NullMarked
package io.tiphys.gateway.argo.client.connection;

import org.jspecify.annotations.NullMarked;
