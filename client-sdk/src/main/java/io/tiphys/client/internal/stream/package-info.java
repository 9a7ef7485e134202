/**
 * The client's streams: server-sent events that survive broken connections, and the results of batches. Not for programs:
 * anything here may change with any version.
 */
@NullMarked
package io.tiphys.client.internal.stream;

import org.jspecify.annotations.NullMarked;
