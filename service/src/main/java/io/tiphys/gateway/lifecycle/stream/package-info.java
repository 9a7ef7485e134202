/**
 * Streams of events: the port for shared watches, resuming, reviews of the right while a stream is open, and the end of one.
 */
@NullMarked
package io.tiphys.gateway.lifecycle.stream;

import org.jspecify.annotations.NullMarked;
