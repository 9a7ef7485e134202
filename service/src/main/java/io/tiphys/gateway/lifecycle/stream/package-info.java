/** Streams of events: the port for shared watches, resuming, permission reviews of open streams, and the ends of streams. */
@NullMarked
package io.tiphys.gateway.lifecycle.stream;

import org.jspecify.annotations.NullMarked;
