/** Serves the REST API: the framework's routes over requests of this server, without a second listener. */
@NullMarked
package io.tiphys.gateway.server.micronaut;

import org.jspecify.annotations.NullMarked;
