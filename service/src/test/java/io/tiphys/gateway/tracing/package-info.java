/** Tests of the trace of a call. */
@NullMarked
package io.tiphys.gateway.tracing;

import org.jspecify.annotations.NullMarked;
