/** Streams of the REST API: server-sent events and plain lines. */
@NullMarked
package io.tiphys.gateway.rest.stream;

import org.jspecify.annotations.NullMarked;
