/**
 * Limits on a connection before a request is complete: syntax checks, time for the head, resets, addresses, and responses to
 * requests that no API sees.
 */
@NullMarked
package io.tiphys.gateway.server.connection;

import org.jspecify.annotations.NullMarked;
